/** What a registry asks for, in a WWW-Authenticate header (RFC 9110, section 11.6.1). */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  scheme: string;
  /** By name in lower case: `realm`, `service`, `scope`. */
  parameters: Record<string, string>;
}

/** The challenges of a header; what cannot be read is left out. */
export function parseChallenges(header: string): Challenge[] {
  const challenges: Challenge[] = [];
  const pattern = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g;
  for (const [, name = '', quoted, plain] of header.matchAll(pattern)) {
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? plain;
    const last = challenges.at(-1);
    if (value === undefined) challenges.push({ scheme: name.toLowerCase(), parameters: {} });
    else if (last) last.parameters[name.toLowerCase()] = value;
  }
  return challenges;
}
