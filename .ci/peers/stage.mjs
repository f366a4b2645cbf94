// What both plays need: programs of this repository, people of the fake, waits
// that end, and a last line that says how it went.

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

// later has something done when the play is over, the last one first.
export function later(clean) {
  cleanups.push(clean);
}

// check counts what held, and ends the play with what did not.
export function check(holds, what) {
  if (!holds) throw new Error(what);
  checks++;
}

// same checks that two values are alike all through.
export function same(got, want, what) {
  const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
  check(a === b, `${what}: ${a}, not ${b}`);
}

// has checks that a text contains another.
export function has(text, part, what) {
  check(text.includes(part), `${what} has no ${JSON.stringify(part)}:\n${text}`);
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// until waits for a value that counts as true, and is that value.
export async function until(what, value, patience = 15_000) {
  for (const end = Date.now() + patience; ; await sleep(20)) {
    const got = await value();
    if (got) return got;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
  }
}

// program is where a program of the repository is, which it builds.
export async function program(name, folder) {
  if (process.env.PEERS_PROGRAMS) return join(process.env.PEERS_PROGRAMS, basename(name)); // where several plays run
  const binary = join(folder, 'program');
  await promisify(execFile)('go', ['build', '-o', binary, name], { cwd: root });
  return binary;
}

// start runs a program of the repository, and is done when it has
// printed a line that is ready. Its standard error is said when the play fails.
export async function start(name, args, environment, { stream, ready }) {
  const folder = await mkdtemp(join(tmpdir(), 'footnote-peers-'));
  later(() => rm(folder, { recursive: true, force: true }));
  const child = spawn(await program(name, folder), args, { cwd: folder, env: { ...process.env, ...environment(folder) }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((done) => child.on('close', done));
  later(async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(5_000).then(() => child.kill('SIGKILL'))]);
  });
  const said = [];
  let line;
  for (const output of ['stdout', 'stderr']) {
    createInterface({ input: child[output] }).on('line', (text) => {
      said.push(text);
      if (output === stream && ready(text)) line ??= text;
    });
  }
  await until(`${name} to be ready`, () => {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}:\n${said.join('\n')}`);
    return line;
  });
  return { line, said };
}

// fakediscord runs the fake with flags, and is its addresses, with a function that calls
// its control API.
export async function fakediscord(...flags) {
  const { line, said } = await start('./internal/tools/fakediscord', flags, () => ({}), { stream: 'stdout', ready: () => true });
  const { api, token, control } = JSON.parse(line);
  const call = async (path, body) => {
    const answer = await fetch(control + path, { method: body ? 'POST' : 'GET', body: body && JSON.stringify(body), signal: AbortSignal.timeout(25_000) });
    const got = await answer.json();
    if (!answer.ok) throw new Error(`${path} ${JSON.stringify(body)}: ${got.error}`);
    return got;
  };
  return { api, token, call, said };
}

// play runs a play for at most so many seconds and ends the process.
export async function play(name, seconds, scenes) {
  const began = Date.now();
  const tooLong = new Promise((_, fail) => setTimeout(() => fail(new Error(`not done after ${seconds} s`)), seconds * 1000));
  let status = 0;
  try {
    await Promise.race([scenes(), tooLong]);
    console.log(`ok    ${name}: ${checks} checks in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  } catch (reason) {
    console.log(`FAIL  ${name}, after ${checks} checks: ${reason.stack ?? reason}`);
    status = 1;
  }
  for (const clean of cleanups.reverse()) await Promise.resolve(clean()).catch(() => {}); // it is over anyway
  process.exit(status);
}
