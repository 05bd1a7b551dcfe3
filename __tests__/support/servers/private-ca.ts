/** A private certificate authority and a server certificate from it, made with openssl. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tests that need TLS are skipped without openssl. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

export interface PrivateCa {
  /** File with the CA certificate, for NODE_EXTRA_CA_CERTS. */
  file: string;
  /** CA certificate, in PEM. */
  ca: string;
  /** Key and certificate of the server, in PEM. */
  key: string;
  cert: string;
  remove(): void;
}

/**
 * Creates a new CA, and a certificate for localhost and 127.0.0.1.
 * @param names more host names for the certificate
 */
export function privateCa(names: string[] = []): PrivateCa {
  const folder = mkdtempSync(join(tmpdir(), 'private-ca-'));
  const file = (name: string) => join(folder, name);
  const read = (name: string) => readFileSync(file(name), 'utf8');
  const openssl = (command: string) =>
    execFileSync('openssl', command.split(' '), { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });

  const alternativeNames = ['localhost', ...names].map((name) => `DNS:${name}`).join(',');
  writeFileSync(file('request.cnf'), '[req]\ndistinguished_name = name\n[name]\n');
  writeFileSync(file('ca.ext'), 'basicConstraints = critical, CA:TRUE\nkeyUsage = keyCertSign\n');
  writeFileSync(file('server.ext'), `subjectAltName = ${alternativeNames},IP:127.0.0.1\n`);
  for (const name of ['ca', 'server']) {
    openssl(`genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ${name}.key`);
    openssl(`req -new -config request.cnf -key ${name}.key -subj /CN=private-${name} -out ${name}.csr`);
    const signer = name === 'ca' ? '-signkey ca.key' : '-CA ca.pem -CAkey ca.key -set_serial 2';
    openssl(`x509 -req -in ${name}.csr ${signer} -extfile ${name}.ext -days 2 -out ${name}.pem`);
  }
  return {
    file: file('ca.pem'),
    ca: read('ca.pem'),
    key: read('server.key'),
    cert: read('server.pem'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
