/** The API server: `apiserver({ name, resources, warm })` makes the component. */
export { apiserver, apiserverGuards } from './apiserver.ts';
export type { ApiServerConfig } from './config.ts';
export { requestChart, requestEventTypes, requestMachine, type RequestEvent } from './requestMachine.ts';
export { isRequestState, type Plan, type RequestState } from './requestState.ts';
