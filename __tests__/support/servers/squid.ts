/** squid, the proxy: it asks for a name and a password, and knows host names that nobody else can resolve. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programNamed, startDaemon } from './daemon.ts';
import { hasOpenssl } from './private-ca.ts';

const squid = programNamed('squid');
const checker = ['/usr/lib/squid/basic_ncsa_auth', '/usr/lib64/squid/basic_ncsa_auth'].find(existsSync);

/** Tests behind a proxy are skipped without squid and openssl. */
export const hasSquid = squid !== undefined && checker !== undefined && hasOpenssl;

/** The one user of the proxy. */
export const proxyUser = 'somebody';
export const proxyPassword = 'p@ss';
/** The host to which the proxy lets nobody connect. */
export const blockedName = 'forbidden.invalid';

export interface Squid {
  port: number;
  /** For HTTPS_PROXY, with the name and the password of its user. */
  url: string;
  /** One line for each request: method, host and port that were asked for, status, user. Oldest first. */
  accessLog(): string[];
  stop(): Promise<void>;
}

/**
 * @param names the host names that it knows. They are all on loopback.
 * @param ports for some of these names, the port to which its port 443 leads: not everybody may listen there
 */
export async function startSquid(names: string[], ports: Record<string, number> = {}): Promise<Squid> {
  const { port, folder, stop } = await startDaemon(squid ?? '', (folder, port) =>
    prepare(folder, port, names, ports),
  );
  return {
    port,
    url: `http://${proxyUser}:${encodeURIComponent(proxyPassword)}@127.0.0.1:${port}`,
    // A connection that is closed before it asks for anything is a line, too.
    accessLog: () =>
      readFileSync(join(folder, 'access.log'), 'utf8')
        .split('\n')
        .filter((line) => line && !line.includes('error:transaction-end-before-headers')),
    stop,
  };
}

function prepare(folder: string, port: number, names: string[], ports: Record<string, number>): string[] {
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o644 });
    return join(folder, name);
  };
  const hash = execFileSync('openssl', ['passwd', '-apr1', proxyPassword]).toString();
  const passwords = file('passwords', `${proxyUser}:${hash}`);
  const hosts = file('hosts', `127.0.0.1 ${names.join(' ')}\n`);
  const rewriter = file('rewriter.sh', rewriterScript(ports));
  const settings = `
    http_port 127.0.0.1:${port}
    hosts_file ${hosts}
    dns_nameservers 127.0.0.1
    dns_timeout 1 second
    auth_param basic program ${checker} ${passwords}
    auth_param basic realm here
    acl known proxy_auth REQUIRED
    acl CONNECT method CONNECT
    acl blocked dstdomain ${blockedName}
    http_access deny blocked
    http_access allow CONNECT known
    http_access deny all
    url_rewrite_program /bin/sh ${rewriter}
    logformat asked %rm %>ru %>Hs %un
    access_log stdio:${join(folder, 'access.log')} asked
    cache_log ${join(folder, 'cache.log')}
    coredump_dir ${folder}
    pid_filename none
    cache deny all
    shutdown_lifetime 0 seconds`;
  return ['-N', '-n', `p${port}`, '-f', file('squid.conf', settings.replace(/^ +/gm, ''))];
}

/** The program that squid asks about each request: where does it lead? (squid.conf, url_rewrite_program) */
function rewriterScript(ports: Record<string, number>): string {
  const cases = Object.entries(ports).map(
    ([name, port]) => `${name}:443) echo 'OK rewrite-url=${name}:${port}' ;;`,
  );
  return [
    'while read -r target rest',
    'do case "$target" in',
    ...cases,
    '*) echo ERR ;;',
    'esac; done',
    '',
  ].join('\n');
}
