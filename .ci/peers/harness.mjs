// A small test harness: it builds and starts programs of this repository, waits with a limit,
// counts checks, and prints one line with the result.

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cleanups = [];
let checks = 0;

// atEnd registers what is to be cleaned up when the test is over. The last comes first.
export function atEnd(clean) {
  cleanups.push(clean);
}

// check counts a check that holds, and ends the test with an error if it does not.
export function check(holds, message) {
  if (!holds) throw new Error(message);
  checks++;
}

// same checks that two values are the same in JSON.
export function same(got, want, what) {
  const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
  check(a === b, `${what}: ${a}, not ${b}`);
}

// has checks that a text contains another.
export function has(text, part, what) {
  check(text.includes(part), `${what} has no ${JSON.stringify(part)}:\n${text}`);
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// until waits until value returns something truthy, and returns that. Its limit is in milliseconds.
export async function until(what, value, limit = 15_000) {
  for (const end = Date.now() + limit; ; await sleep(20)) {
    const got = await value();
    if (got) return got;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
  }
}

// program builds a program of this repository and returns its path.
export async function program(name, folder) {
  if (process.env.PEERS_PROGRAMS) return join(process.env.PEERS_PROGRAMS, basename(name)); // built once by the run script
  const binary = join(folder, 'program');
  await promisify(execFile)('go', ['build', '-o', binary, name], { cwd: root });
  return binary;
}

// start runs a program of this repository. It returns once the program has printed a line that
// ready accepts: that line, and the list of all lines, which goes on growing.
export async function start(name, args, environment, { stream, ready }) {
  const folder = await mkdtemp(join(tmpdir(), 'footnote-peers-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const child = spawn(await program(name, folder), args, { cwd: folder, env: { ...process.env, ...environment(folder) }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((done) => child.on('close', done));
  atEnd(async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(5_000).then(() => child.kill('SIGKILL'))]);
  });
  const log = [];
  let line;
  for (const output of ['stdout', 'stderr']) {
    createInterface({ input: child[output] }).on('line', (text) => {
      log.push(text);
      if (output === stream && ready(text)) line ??= text;
    });
  }
  await until(`${name} to be ready`, () => {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}:\n${log.join('\n')}`);
    return line;
  });
  return { line, log };
}

// fakediscord starts the fake Discord with these flags. It returns its address, its token, and
// call, which calls its control API.
export async function fakediscord(...flags) {
  const { line } = await start('./internal/tools/fakediscord', flags, () => ({}), { stream: 'stdout', ready: () => true });
  const { api, token, control } = JSON.parse(line);
  const call = async (path, body) => {
    const answer = await fetch(control + path, { method: body ? 'POST' : 'GET', body: body && JSON.stringify(body), signal: AbortSignal.timeout(25_000) });
    const got = await answer.json();
    if (!answer.ok) throw new Error(`${path} ${JSON.stringify(body)}: ${got.error}`);
    return got;
  };
  return { api, token, call };
}

// test runs body, for at most this many seconds, and exits the process.
export async function test(name, seconds, body) {
  const began = Date.now();
  const tooLong = new Promise((_, fail) => setTimeout(() => fail(new Error(`not done after ${seconds} s`)), seconds * 1000));
  let status = 0;
  try {
    await Promise.race([body(), tooLong]);
    console.log(`ok    ${name}: ${checks} checks in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  } catch (reason) {
    console.log(`FAIL  ${name}, after ${checks} checks: ${reason.stack ?? reason}`);
    status = 1;
  }
  for (const clean of cleanups.reverse()) await Promise.resolve(clean()).catch(() => {}); // the result is known already
  process.exit(status);
}
