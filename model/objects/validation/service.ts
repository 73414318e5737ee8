import type { EndpointSlice, Service, ServicePort } from '../schema/service.ts';
import { dns1123Label, dns1123Subdomain, portName, portNumber } from './formats.ts';
import type { FieldErrors } from './fieldError.ts';
import { checkLabels } from './metadata.ts';
import { Path } from './path.ts';
import { checkPort } from './probe.ts';

const spec = Path.root.child('spec');
const protocols = ['SCTP', 'TCP', 'UDP'];
const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

/** kubernetes pkg/apis/core/validation/validation.go ValidateService */
export function checkService(errors: FieldErrors, { spec: service }: Service): void {
  const { ports = [], type = 'ClusterIP', clusterIP = '', externalName = '', sessionAffinity } = service;
  if (!types.includes(type)) errors.unsupported(spec.child('type'), type, types);
  if (type === 'ExternalName') {
    if (externalName === '') errors.required(spec.child('externalName'));
    else errors.invalidEach(spec.child('externalName'), externalName, dns1123Subdomain(externalName.replace(/\.$/, '')));
  } else if (ports.length === 0 && clusterIP !== 'None') errors.required(spec.child('ports'));
  if (type === 'LoadBalancer' && clusterIP === 'None') errors.invalid(spec.child('clusterIPs').index(0), clusterIP, "may not be set to 'None' for LoadBalancer services");
  if (type === 'NodePort' && clusterIP === 'None') errors.invalid(spec.child('clusterIPs').index(0), clusterIP, "may not be set to 'None' for NodePort services");
  checkLabels(errors, spec.child('selector'), service.selector);
  if (sessionAffinity && !['ClientIP', 'None'].includes(sessionAffinity)) errors.unsupported(spec.child('sessionAffinity'), sessionAffinity, ['ClientIP', 'None']);
  checkPorts(errors, ports, type);
}

function checkPorts(errors: FieldErrors, ports: readonly ServicePort[], type: string): void {
  const names = new Set<string>();
  const used = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const { name = '', protocol = 'TCP' } = port;
    const at = spec.child('ports').index(index);
    if (name === '') {
      if (ports.length > 1) errors.required(at.child('name'));
    } else {
      errors.invalidEach(at.child('name'), name, dns1123Label(name));
      if (names.has(name)) errors.duplicate(at.child('name'), name);
      names.add(name);
    }
    errors.invalidEach(at.child('port'), port.port, portNumber(port.port));
    if (!protocols.includes(protocol)) errors.unsupported(at.child('protocol'), protocol, protocols);
    if (port.targetPort !== undefined) checkPort(errors, at.child('targetPort'), port.targetPort);
    if (port.nodePort && type === 'ClusterIP') errors.forbidden(at.child('nodePort'), "may not be used when `type` is 'ClusterIP'");
    const pair = `${protocol}/${port.port}`;
    if (used.has(pair)) errors.duplicate(at, { port: port.port, protocol });
    used.add(pair);
  }
}

const addressTypes = ['FQDN', 'IPv4', 'IPv6'];

/** kubernetes pkg/apis/discovery/validation/validation.go ValidateEndpointSlice */
export function checkEndpointSlice(errors: FieldErrors, { addressType, endpoints = [], ports = [] }: EndpointSlice): void {
  if (!addressType) errors.required(Path.root.child('addressType'));
  else if (!addressTypes.includes(addressType)) errors.unsupported(Path.root.child('addressType'), addressType, addressTypes);
  for (const [index, { addresses }] of endpoints.entries()) {
    if (addresses.length === 0) errors.required(Path.root.child('endpoints').index(index).child('addresses'), 'must contain at least 1 address');
  }
  for (const [index, { name = '', protocol = 'TCP' }] of ports.entries()) {
    const at = Path.root.child('ports').index(index);
    if (name !== '') errors.invalidEach(at.child('name'), name, dns1123Label(name).length === 0 ? [] : portName(name));
    if (!protocols.includes(protocol)) errors.unsupported(at.child('protocol'), protocol, protocols);
  }
}
