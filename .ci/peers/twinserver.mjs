// discord-digital-twin, extended by parts of Discord that it lacks, with four people. Our bot
// runs in it as a whole program.

import net from 'node:net';
import { check, atEnd } from './harness.mjs';

// The server would listen on every address of the machine. The loopback address is enough.
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (port, ...rest) {
  return typeof port === 'number' && typeof rest[0] !== 'string' ? listen.call(this, port, '127.0.0.1', ...rest) : listen.call(this, port, ...rest);
};
const { DigitalDiscord, generateSnowflake } = await import('discord-digital-twin');

export { generateSnowflake };
export const [alice, bob, carla, dora] = Array.from({ length: 4 }, generateSnowflake);
const locales = { [alice]: 'zh-TW', [bob]: 'en-US', [carla]: 'zh-CN', [dora]: 'en-US' };

// startTwin starts the server. It returns the server, its channel, the requests of the bot so far,
// and the uploaded files.
export async function startTwin() {
  const room = generateSnowflake();
  const twin = new DigitalDiscord({
    botToken: 'a-token-of-the-twin',
    botUser: { username: 'footnote' },
    users: [{ id: alice, username: 'alice' }, { id: bob, username: 'bob' }, { id: carla, username: 'carla' }, { id: dora, username: 'dora' }],
    channels: [{ id: room, name: 'general', type: 0 }],
    dbUrl: 'file::memory:?cache=shared',
  });
  await twin.start();
  atEnd(() => twin.stop());
  const discord = { twin, room, requests: [], files: new Map(), more: new Map(), ephemeral: new Set(), role: generateSnowflake() };
  extendApi(discord);
  extendEvents(discord);
  return discord;
}

const jsonOf = (response, status, body) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));

// extendApi adds what the server's API lacks: the list of commands, the bot's role, files, and
// further fields of messages.
function extendApi(discord) {
  const { httpServer } = discord.twin.server;
  const [original] = httpServer.listeners('request');
  httpServer.removeAllListeners('request');
  httpServer.on('request', (request, response) => {
    const { method, url, headers } = request;
    const path = new URL(url, 'http://twin').pathname;
    if (path.startsWith('/attachments/')) return serve(discord, path, response);
    if (headers['x-inner']) return original(request, response);
    const one = { route: `${method} ${path}`, status: 0, body: '', form: headers['content-type']?.startsWith('multipart/') ?? false };
    discord.requests.push(one);
    response.on('finish', () => (one.status = response.statusCode));
    if (method === 'GET' && /\/applications\/\d+\/commands$/.test(path)) return jsonOf(response, 200, []);
    if (method === 'GET' && /\/guilds\/\d+\/roles$/.test(path)) return jsonOf(response, 200, [{ id: discord.role, name: 'footnote', managed: true, tags: { bot_id: discord.twin.botUserId } }]);
    if (one.form) return void multipart(discord, request, response, one);
    if (/\/channels\/\d+\/messages(\/\d+(\/threads)?)?$/.test(path) && /^(GET|POST)$/.test(method)) return void messages(discord, request, response, one);
    if (path.endsWith('/callback')) return void callback(discord, request, response, one);
    if (method === 'PATCH' && path.endsWith('/messages/@original')) return void editResponse(discord, request, response, one);
    request.on('data', (part) => (one.body += part));
    original(request, response);
  });
}

// serve answers requests for attachments, as Discord's CDN does.
function serve({ files }, path, response) {
  const file = files.get(path.split('/').at(-2));
  if (!file) return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.data.length }).end(file.data);
}

// upload stores a file and returns its attachment.
export function upload({ twin, files }, name, type, data) {
  const id = generateSnowflake();
  files.set(id, { name, type, data: Buffer.from(data) });
  const url = `${new URL(twin.restUrl).origin}/attachments/1/${id}/${encodeURIComponent(name)}`;
  return { id, filename: name, size: files.get(id).data.length, content_type: type, url, proxy_url: url };
}

const readAll = async (stream) => {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};

// forward passes a request on to the server itself.
async function forward({ twin }, { method, url, headers }, body) {
  const passed = { 'x-inner': '1', authorization: headers.authorization ?? '', ...(body && { 'content-type': 'application/json' }) };
  const answer = await fetch(new URL(twin.restUrl).origin + url, { method, headers: passed, body });
  const text = await answer.text();
  return { status: answer.status, got: text && JSON.parse(text) };
}

// multipart passes a request with files on without them, and adds them to the message.
async function multipart(discord, request, response, one) {
  const raw = await readAll(request);
  const fields = await new Response(raw, { headers: { 'content-type': request.headers['content-type'] } }).formData();
  one.body = fields.get('payload_json');
  const payload = JSON.parse(one.body);
  const attachments = [];
  for (const [name, file] of fields) {
    if (name === 'payload_json') continue;
    const listed = (payload.data ?? payload).attachments?.find((entry) => `files[${entry.id}]` === name);
    check(listed, `${one.route}: the file ${name} is not listed in ${one.body}`);
    attachments.push({ ...upload(discord, file.name, file.type, await file.arrayBuffer()), ...(listed.description && { description: listed.description }) });
  }
  const { status, got } = await forward(discord, request, one.body);
  const message = got?.id ?? (await discord.twin.prisma.interactionResponse.findUnique({ where: { interactionId: request.url.split('/').at(-3) } }))?.messageId;
  if (message) await discord.twin.prisma.message.update({ where: { id: message }, data: { attachments: JSON.stringify(attachments) } });
  got ? jsonOf(response, status, { ...got, attachments }) : response.writeHead(status).end();
}

// messages adds fields to messages for which the server has no column. A thread that is created
// from a message begins with it, as in Discord.
async function messages(discord, request, response, one) {
  one.body = (await readAll(request)).toString();
  const { status, got } = await forward(discord, request, one.body || undefined);
  const { prisma } = discord.twin;
  const add = async (message) => {
    const reference = message.message_reference;
    const to = reference && !reference.type && (await prisma.message.findUnique({ where: { id: reference.message_id } }));
    const author = to && { id: to.authorId, bot: to.authorId === discord.twin.botUserId };
    return { ...message, ...discord.more.get(message.id), ...(to && { referenced_message: { id: to.id, channel_id: to.channelId, content: to.content, author, message_reference: JSON.parse(to.messageReference) } }) };
  };
  if (request.url.endsWith('/threads') && got?.id) {
    const [channel, message] = request.url.split('/').filter((part) => /^\d+$/.test(part));
    const messageReference = JSON.stringify({ type: 0, channel_id: channel, message_id: message });
    await prisma.message.create({ data: { id: generateSnowflake(), channelId: got.id, authorId: discord.twin.botUserId, type: 21, messageReference } });
    return jsonOf(response, status, got);
  }
  if (request.method !== 'GET' || status !== 200) return jsonOf(response, status, got);
  jsonOf(response, status, Array.isArray(got) ? await Promise.all(got.map(add)) : await add(got));
}

// callback gives a deferred response a message of its own, also below a button, and remembers
// whether it is ephemeral.
async function callback(discord, request, response, one) {
  one.body = (await readAll(request)).toString();
  const { status, got } = await forward(discord, request, one.body);
  const { type, data } = JSON.parse(one.body);
  const token = request.url.split('/').at(-2);
  if (type === 5 && status === 204) {
    await discord.twin.prisma.interactionResponse.update({ where: { interactionToken: token }, data: { messageId: null } });
    if (data.flags & 64) discord.ephemeral.add(token);
  }
  got ? jsonOf(response, status, got) : response.writeHead(status).end();
}

// editResponse makes the response to an ephemeral deferral ephemeral.
async function editResponse(discord, request, response, one) {
  one.body = (await readAll(request)).toString();
  const { status, got } = await forward(discord, request, one.body);
  if (!discord.ephemeral.has(request.url.split('/').at(-3))) return jsonOf(response, status, got);
  const flags = (got.flags ?? 0) | 64;
  await discord.twin.prisma.message.update({ where: { id: got.id }, data: { flags } });
  jsonOf(response, status, { ...got, flags });
}

// extendEvents adds to events people's locales, the mentions of a message, and its further
// fields.
function extendEvents(discord) {
  const { gateway } = discord.twin.server;
  const broadcast = gateway.broadcast.bind(gateway);
  gateway.broadcast = (event, data) => {
    const asker = data.member?.user?.id;
    broadcast(event, event === 'INTERACTION_CREATE' ? { ...data, locale: locales[asker] } : data);
  };
  gateway.broadcastMessageCreate = async (message, guild) => {
    const { twin, role } = discord;
    const reference = message.message_reference && (await twin.prisma.message.findUnique({ where: { id: message.message_reference.message_id } }));
    const named = message.content.includes(`<@${twin.botUserId}>`) || reference?.authorId === twin.botUserId;
    const mentions = named && !message.author.bot ? [{ id: twin.botUserId, username: 'footnote', bot: true }] : [];
    const roles = message.content.includes(`<@&${role}>`) ? [role] : [];
    broadcast('MESSAGE_CREATE', { ...message, ...discord.more.get(message.id), ...discord.pending, guild_id: guild || undefined, mentions, mention_roles: roles });
  };
}
