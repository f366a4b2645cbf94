// discord-digital-twin with what Discord has and it has not, and its people: for the plays in
// which our bot, the whole program, is in it.

import net from 'node:net';
import { check, later } from './stage.mjs';

// The twin listens at every address of the machine; one is enough.
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (port, ...rest) {
  return typeof port === 'number' && typeof rest[0] !== 'string' ? listen.call(this, port, '127.0.0.1', ...rest) : listen.call(this, port, ...rest);
};
const { DigitalDiscord, generateSnowflake } = await import('discord-digital-twin');

export { generateSnowflake };
export const [alice, bob, carla, dora] = Array.from({ length: 4 }, generateSnowflake);
const locales = { [alice]: 'zh-TW', [bob]: 'en-US', [carla]: 'zh-CN', [dora]: 'en-US' };

// enter is the twin with a room and people, with what the bot asked of it, and with the files
// that were uploaded.
export async function enter() {
  const room = generateSnowflake();
  const twin = new DigitalDiscord({
    botToken: 'a-token-of-the-twin',
    botUser: { username: 'footnote' },
    users: [{ id: alice, username: 'alice' }, { id: bob, username: 'bob' }, { id: carla, username: 'carla' }, { id: dora, username: 'dora' }],
    channels: [{ id: room, name: 'general', type: 0 }],
    dbUrl: 'file::memory:?cache=shared',
  });
  await twin.start();
  later(() => twin.stop());
  const stage = { twin, room, requests: [], files: new Map(), more: new Map(), alone: new Set(), role: generateSnowflake() };
  hear(stage);
  tell(stage);
  return stage;
}

const jsonOf = (response, status, body) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));

// hear puts before the twin's API what it lacks: the list of commands, the bot's role, files,
// and what messages have besides their words.
function hear(stage) {
  const { httpServer } = stage.twin.server;
  const [original] = httpServer.listeners('request');
  httpServer.removeAllListeners('request');
  httpServer.on('request', (request, response) => {
    const { method, url, headers } = request;
    const path = new URL(url, 'http://twin').pathname;
    if (path.startsWith('/attachments/')) return serve(stage, path, response);
    if (headers['x-inner']) return original(request, response);
    const one = { route: `${method} ${path}`, status: 0, body: '', form: headers['content-type']?.startsWith('multipart/') ?? false };
    stage.requests.push(one);
    response.on('finish', () => (one.status = response.statusCode));
    if (method === 'GET' && /\/applications\/\d+\/commands$/.test(path)) return jsonOf(response, 200, []);
    if (method === 'GET' && /\/guilds\/\d+\/roles$/.test(path)) return jsonOf(response, 200, [{ id: stage.role, name: 'footnote', managed: true, tags: { bot_id: stage.twin.botUserId } }]);
    if (one.form) return void form(stage, request, response, one);
    if (/\/channels\/\d+\/messages(\/\d+(\/threads)?)?$/.test(path) && /^(GET|POST)$/.test(method)) return void whole(stage, request, response, one);
    if (path.endsWith('/callback')) return void deferred(stage, request, response, one);
    if (method === 'PATCH' && path.endsWith('/messages/@original')) return void thought(stage, request, response, one);
    request.on('data', (part) => (one.body += part));
    original(request, response);
  });
}

// serve is the CDN.
function serve({ files }, path, response) {
  const file = files.get(path.split('/').at(-2));
  if (!file) return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.data.length }).end(file.data);
}

// uploaded keeps a file, and is the attachment that it makes.
export function uploaded({ twin, files }, name, type, data) {
  const id = generateSnowflake();
  files.set(id, { name, type, data: Buffer.from(data) });
  const url = `${new URL(twin.restUrl).origin}/attachments/1/${id}/${encodeURIComponent(name)}`;
  return { id, filename: name, size: files.get(id).data.length, content_type: type, url, proxy_url: url };
}

const drained = async (stream) => {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};

// inner asks the twin itself.
async function inner({ twin }, { method, url, headers }, body) {
  const passed = { 'x-inner': '1', authorization: headers.authorization ?? '', ...(body && { 'content-type': 'application/json' }) };
  const answer = await fetch(new URL(twin.restUrl).origin + url, { method, headers: passed, body });
  const text = await answer.text();
  return { status: answer.status, got: text && JSON.parse(text) };
}

// form has the twin take what is sent with files as if it were without, and gives the files to
// the message.
async function form(stage, request, response, one) {
  const raw = await drained(request);
  const fields = await new Response(raw, { headers: { 'content-type': request.headers['content-type'] } }).formData();
  one.body = fields.get('payload_json');
  const payload = JSON.parse(one.body);
  const attachments = [];
  for (const [name, file] of fields) {
    if (name === 'payload_json') continue;
    const listed = (payload.data ?? payload).attachments?.find((entry) => `files[${entry.id}]` === name);
    check(listed, `${one.route}: the file ${name} is not listed in ${one.body}`);
    attachments.push({ ...uploaded(stage, file.name, file.type, await file.arrayBuffer()), ...(listed.description && { description: listed.description }) });
  }
  const { status, got } = await inner(stage, request, one.body);
  const message = got?.id ?? (await stage.twin.prisma.interactionResponse.findUnique({ where: { interactionId: request.url.split('/').at(-3) } }))?.messageId;
  if (message) await stage.twin.prisma.message.update({ where: { id: message }, data: { attachments: JSON.stringify(attachments) } });
  got ? jsonOf(response, status, { ...got, attachments }) : response.writeHead(status).end();
}

// whole adds to messages what the twin has no room for. A thread that is opened on a message
// begins with it, as Discord's do.
async function whole(stage, request, response, one) {
  one.body = (await drained(request)).toString();
  const { status, got } = await inner(stage, request, one.body || undefined);
  const { prisma } = stage.twin;
  const add = async (message) => {
    const reference = message.message_reference;
    const to = reference && !reference.type && (await prisma.message.findUnique({ where: { id: reference.message_id } }));
    const author = to && { id: to.authorId, bot: to.authorId === stage.twin.botUserId };
    return { ...message, ...stage.more.get(message.id), ...(to && { referenced_message: { id: to.id, channel_id: to.channelId, content: to.content, author, message_reference: JSON.parse(to.messageReference) } }) };
  };
  if (request.url.endsWith('/threads') && got?.id) {
    const [channel, message] = request.url.split('/').filter((part) => /^\d+$/.test(part));
    const messageReference = JSON.stringify({ type: 0, channel_id: channel, message_id: message });
    await prisma.message.create({ data: { id: generateSnowflake(), channelId: got.id, authorId: stage.twin.botUserId, type: 21, messageReference } });
    return jsonOf(response, status, got);
  }
  if (request.method !== 'GET' || status !== 200) return jsonOf(response, status, got);
  jsonOf(response, status, Array.isArray(got) ? await Promise.all(got.map(add)) : await add(got));
}

// deferred has an answer that comes later be a message of its own, also below a button, and
// remembers who alone is to see it.
async function deferred(stage, request, response, one) {
  one.body = (await drained(request)).toString();
  const { status, got } = await inner(stage, request, one.body);
  const { type, data } = JSON.parse(one.body);
  const token = request.url.split('/').at(-2);
  if (type === 5 && status === 204) {
    await stage.twin.prisma.interactionResponse.update({ where: { interactionToken: token }, data: { messageId: null } });
    if (data.flags & 64) stage.alone.add(token);
  }
  got ? jsonOf(response, status, got) : response.writeHead(status).end();
}

// thought has what comes after a private deferral be private.
async function thought(stage, request, response, one) {
  one.body = (await drained(request)).toString();
  const { status, got } = await inner(stage, request, one.body);
  if (!stage.alone.has(request.url.split('/').at(-3))) return jsonOf(response, status, got);
  const flags = (got.flags ?? 0) | 64;
  await stage.twin.prisma.message.update({ where: { id: got.id }, data: { flags } });
  jsonOf(response, status, { ...got, flags });
}

// tell adds to events the languages of people, whom a message mentions, and what it has
// besides its words.
function tell(stage) {
  const { gateway } = stage.twin.server;
  const broadcast = gateway.broadcast.bind(gateway);
  gateway.broadcast = (event, data) => {
    const asker = data.member?.user?.id;
    broadcast(event, event === 'INTERACTION_CREATE' ? { ...data, locale: locales[asker] } : data);
  };
  gateway.broadcastMessageCreate = async (message, guild) => {
    const { twin, role } = stage;
    const reference = message.message_reference && (await twin.prisma.message.findUnique({ where: { id: message.message_reference.message_id } }));
    const named = message.content.includes(`<@${twin.botUserId}>`) || reference?.authorId === twin.botUserId;
    const mentions = named && !message.author.bot ? [{ id: twin.botUserId, username: 'footnote', bot: true }] : [];
    const roles = message.content.includes(`<@&${role}>`) ? [role] : [];
    broadcast('MESSAGE_CREATE', { ...message, ...stage.more.get(message.id), ...stage.coming, guild_id: guild || undefined, mentions, mention_roles: roles });
  };
}
