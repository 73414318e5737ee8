/** `kubernetes#31709`, `etcd-io/etcd#16028`: an issue or a pull request. */
const numbered = /^(?:([\w.-]+)\/)?([\w.-]+)#(\d+)$/;

/** Where a reference leads; undefined when it is not an issue. GitHub leads on to a pull request by itself. */
export function addressOf(reference: string): string | undefined {
  const [, owner = 'kubernetes', repository, number] = numbered.exec(reference) ?? [];
  return repository === undefined || number === undefined ? undefined : `https://github.com/${owner}/${repository}/issues/${number}`;
}

/** A reference in Markdown: a link, or the name of a file or a document. */
export function linked(reference: string): string {
  const address = addressOf(reference);
  return address === undefined ? `\`${reference}\`` : `[${reference}](${address})`;
}
