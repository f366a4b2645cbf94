// A discord.js client that is logged in to the fake Discord as its bot and records the events
// that it receives.

import { Client, Events, Partials, RESTEvents } from 'discord.js';
import { fakediscord, atEnd, until } from './harness.mjs';

// connect logs a client in to a fake that has one server, one channel and one person.
export async function connect(intents, ...flags) {
  const { api, token, call } = await fakediscord(...flags);
  const guild = await call('/guild', { name: 'reading room' });
  const room = (await call('/channel', { guild: guild.id, name: 'general' })).id;
  await call('/person', { name: 'alice', locale: 'zh-TW' });
  const seen = { messages: [], interactions: [], updates: [], threads: [], waits: 0, refused: [], resumed: 0, last: 0, problems: [] };
  const client = createClient(api, intents, seen);
  const ready = new Promise((done) => client.once(Events.ClientReady, done));
  await client.login(token);
  await ready;
  // next calls the control API and returns the next event of that kind, and the call's result.
  const next = async (kind, path, body) => {
    const count = seen[kind].length;
    const result = await call(path, body);
    await until(`an event after ${path}`, () => seen[kind].length > count);
    return [seen[kind].at(-1), result];
  };
  // refusal returns the code of the error that action fails with.
  const refusal = async (action) => {
    const reason = await action().then(() => ({ code: 'no refusal' }), (reason) => reason);
    seen.refused.length = 0; // this one is expected
    return reason.code;
  };
  return { call, client, seen, next, refusal, room, guild: guild.id, token, api };
}

// createClient returns a client that records what it receives in seen.
export function createClient(api, intents, seen) {
  const client = new Client({ intents, partials: [Partials.Channel, Partials.Message], rest: { api: api.replace(/\/v10$/, ''), version: '10' } });
  atEnd(() => client.destroy());
  client.on(Events.MessageCreate, (m) => m.author.bot || seen.messages.push(m));
  client.on(Events.MessageUpdate, (_, m) => seen.updates.push(m));
  client.on(Events.ThreadCreate, (thread) => seen.threads.push(thread));
  client.on(Events.InteractionCreate, (i) => seen.interactions.push(i));
  client.on(Events.ShardResume, () => seen.resumed++);
  // The client drops repeated events itself, so the sequence numbers are checked.
  client.on(Events.Raw, ({ s, t }) => {
    if (s && s !== seen.last + 1) seen.problems.push(`${t} is number ${s}, after ${seen.last}`);
    seen.last = s ?? seen.last;
  });
  for (const event of [Events.Error, Events.Warn, Events.ShardError]) client.on(event, (reason) => seen.problems.push(String(reason)));
  client.rest.on(RESTEvents.RateLimited, () => seen.waits++);
  client.rest.on(RESTEvents.Response, (request, response) => response.status >= 400 && seen.refused.push(response.status));
  return client;
}
