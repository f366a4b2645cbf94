// discord.js in the fake, logged in, with what it has seen: for the plays in which it is
// the bot.

import { Client, Events, Partials, RESTEvents } from 'discord.js';
import { fakediscord, later, until } from './stage.mjs';

export async function enter(intents, ...flags) {
  const { api, token, call } = await fakediscord(...flags);
  const guild = await call('/guild', { name: 'reading room' });
  const room = (await call('/channel', { guild: guild.id, name: 'general' })).id;
  await call('/person', { name: 'alice', locale: 'zh-TW' });
  const seen = { messages: [], interactions: [], updates: [], threads: [], waits: 0, refused: [], resumed: 0, last: 0, problems: [] };
  const client = connected(api, intents, seen);
  const ready = new Promise((done) => client.once(Events.ClientReady, done));
  await client.login(token);
  await ready;
  // next is what the client sees after something was done.
  const next = async (kind, deed, body) => {
    const count = seen[kind].length;
    const done = await call(deed, body);
    await until(`an event after ${deed}`, () => seen[kind].length > count);
    return [seen[kind].at(-1), done];
  };
  // refusal is the code with which the fake refuses something.
  const refusal = async (deed) => {
    const reason = await deed().then(() => ({ code: 'no refusal' }), (reason) => reason);
    seen.refused.length = 0; // it was asked for
    return reason.code;
  };
  return { call, client, seen, next, refusal, room, guild: guild.id, token, api };
}

// connected is a client of the fake that notes what it sees.
export function connected(api, intents, seen) {
  const client = new Client({ intents, partials: [Partials.Channel, Partials.Message], rest: { api: api.replace(/\/v10$/, ''), version: '10' } });
  later(() => client.destroy());
  client.on(Events.MessageCreate, (m) => m.author.bot || seen.messages.push(m));
  client.on(Events.MessageUpdate, (_, m) => seen.updates.push(m));
  client.on(Events.ThreadCreate, (thread) => seen.threads.push(thread));
  client.on(Events.InteractionCreate, (i) => seen.interactions.push(i));
  client.on(Events.ShardResume, () => seen.resumed++);
  // The client itself leaves out what comes twice, so the numbers are looked at.
  client.on(Events.Raw, ({ s, t }) => {
    if (s && s !== seen.last + 1) seen.problems.push(`${t} is number ${s}, after ${seen.last}`);
    seen.last = s ?? seen.last;
  });
  for (const event of [Events.Error, Events.Warn, Events.ShardError]) client.on(event, (reason) => seen.problems.push(String(reason)));
  client.rest.on(RESTEvents.RateLimited, () => seen.waits++);
  client.rest.on(RESTEvents.Response, (request, response) => response.status >= 400 && seen.refused.push(response.status));
  return client;
}
