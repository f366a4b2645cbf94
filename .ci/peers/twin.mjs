// Our bot, the whole program, in discord-digital-twin, a Discord that nobody
// here wrote. Where the twin lacks something that Discord has, it is put in
// below, and said.

import net from 'node:net';
import { model } from './model.mjs';
import { check, has, later, play, same, start, until } from './stage.mjs';

// The twin listens at every address of the machine; one is enough.
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (port, ...rest) {
  return typeof port === 'number' && typeof rest[0] !== 'string' ? listen.call(this, port, '127.0.0.1', ...rest) : listen.call(this, port, ...rest);
};
const { DigitalDiscord, generateSnowflake } = await import('discord-digital-twin');

const asked = '2022年我國數據存儲量是多少?';
const english = "What was China's total computing power in 2022?";
const further = '那產量呢?'; // which nothing answers without what was said before
const cake = '香蕉蛋糕要烤多久?';
const [alice, bob] = [generateSnowflake(), generateSnowflake()];
const locales = { [alice]: 'zh-TW', [bob]: 'en-US' };

// A stage is the twin with a room, people, and what the bot asked of it.
async function enter() {
  const room = generateSnowflake();
  const twin = new DigitalDiscord({
    botToken: 'a-token-of-the-twin',
    botUser: { username: 'footnote' },
    users: [{ id: alice, username: 'alice' }, { id: bob, username: 'bob' }],
    channels: [{ id: room, name: 'general', type: 0 }],
    dbUrl: 'file::memory:?cache=shared',
  });
  await twin.start();
  later(() => twin.stop());
  const requests = [];
  mend(twin, requests);
  return { twin, room, requests };
}

// mend gives the twin what Discord has and it has not: the list of commands, the
// people whom a message mentions, and the languages of people.
function mend(twin, requests) {
  const { httpServer, gateway } = twin.server;
  const [original] = httpServer.listeners('request');
  httpServer.removeAllListeners('request');
  httpServer.on('request', (request, response) => {
    const one = { route: `${request.method} ${request.url}`, status: 0, body: '' };
    requests.push(one);
    request.on('data', (part) => (one.body += part));
    response.on('finish', () => (one.status = response.statusCode));
    if (request.method !== 'GET' || !/\/applications\/\d+\/commands/.test(request.url)) return original(request, response);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('[]');
  });

  const broadcast = gateway.broadcast.bind(gateway);
  gateway.broadcast = (event, data) => {
    const asker = data.member?.user?.id;
    broadcast(event, event === 'INTERACTION_CREATE' ? { ...data, locale: locales[asker] } : data);
  };
  gateway.broadcastMessageCreate = async (message, guild) => {
    const reference = message.message_reference && (await twin.prisma.message.findUnique({ where: { id: message.message_reference.message_id } }));
    const named = message.content.includes(`<@${twin.botUserId}>`) || reference?.authorId === twin.botUserId;
    const mentions = named && !message.author.bot ? [{ id: twin.botUserId, username: 'footnote', bot: true }] : [];
    broadcast('MESSAGE_CREATE', { ...message, guild_id: guild || undefined, mentions });
  };
}

// directly is a channel of direct messages, which the twin does not make itself.
async function directly(twin, name) {
  const id = generateSnowflake();
  await twin.prisma.channel.create({ data: { id, type: 1, name } });
  return id;
}

// A scene is a channel in which people do something and the bot answers.
class Scene {
  constructor({ twin }, channel) {
    Object.assign(this, { twin, channel });
  }

  as(person) {
    return this.twin.channel(this.channel).user(person);
  }

  // answer is the bot's next message, whole, after something was done.
  async answer(text, deed) {
    const before = new Set((await this.said()).map((m) => m.id));
    const done = await deed();
    const whole = (m) => !before.has(m.id) && m.content.includes(text) && !m.content.endsWith('▌');
    const message = await until(`an answer with ${text}`, async () => (await this.said()).find(whole)).catch(async (reason) => {
      throw new Error(`${reason.message}; the bot said ${JSON.stringify((await this.said()).filter((m) => !before.has(m.id)).map((m) => m.content))}`);
    });
    return { message, done };
  }

  async said() {
    return (await this.twin.channel(this.channel).getMessages()).filter((m) => m.author.id === this.twin.botUserId);
  }

  async ask(person, question, text) {
    return this.answer(text, () => this.as(person).runSlashCommand({ name: 'ask', options: [{ name: 'question', type: 3, value: question }] }));
  }

  async click(person, message, label, text) {
    const buttons = message.components.flatMap((row) => row.components);
    const button = buttons.find((one) => one.label?.includes(label) || one.emoji?.name === label);
    check(button, `no button ${label}: ${JSON.stringify(buttons)}`);
    return this.answer(text, () => this.as(person).clickButton({ messageId: message.id, customId: button.custom_id }));
  }
}

async function commands({ twin, requests }) {
  await until('the commands', () => requests.find((one) => one.route.startsWith('PUT ') && one.status === 200));
  const names = (await twin.prisma.applicationCommand.findMany()).map((one) => one.name).sort();
  same(names, ['Add to library', 'Check against the article', 'article', 'ask', 'help', 'library', 'privacy', 'search', 'settings'], 'the commands');
}

async function slash(stage) {
  const scene = new Scene(stage, stage.room);
  const { message } = await scene.ask(alice, asked, '724.5EB');
  for (const part of [`> ${asked}`, '[1]', '-# [1]']) has(message.content, part, 'the answer');
  const { message: sources } = await scene.click(alice, message, '來源', '**');
  same([sources.flags & 64, sources.content.includes('724.5EB')], [64, true], 'the sources, for one to see');
  has((await scene.click(bob, message, '👍', 'Thank you')).message.content, 'Thank you', 'what comes of a vote');
  has((await scene.ask(bob, english, '[1]')).message.content, '-# [1]', 'the answer in English');
  const { message: refused } = await scene.ask(alice, cake, '文章裡沒有提到');
  check(!refused.content.includes('[1]'), `a refusal with footnotes:\n${refused.content}`);
  for (const [person, command, text] of [[alice, 'help', '註腳'], [bob, 'privacy policy', 'Privacy'], [bob, 'article', '大模型']]) {
    const [name, part] = command.split(' ');
    const options = part ? [{ name: part, type: 1, options: [] }] : [];
    const { message: told } = await scene.answer(text, () => scene.as(person).runSlashCommand({ name, options }));
    same(told.flags & 64, 64, `/${command}, for one to see`);
  }
}

// checking uses a command of a message's menu; the twin leaves out the message.
async function checking(stage) {
  const scene = new Scene(stage, stage.room);
  const claim = await scene.as(bob).sendMessage({ content: '2022年我國數據產量為8.1ZB。2022年我國數據產量為9.3ZB。' });
  const data = { id: '1', name: 'Check against the article', type: 3, target_id: claim.id, resolved: { messages: { [claim.id]: claim } } };
  const { message } = await scene.answer('✅', () => stage.twin.simulateInteraction({ type: 2, channelId: stage.room, userId: bob, data }));
  has(message.content, '❌', 'a wrong claim');
}

async function mentions(stage) {
  const scene = new Scene(stage, stage.room);
  const { message } = await scene.answer('724.5EB', () => scene.as(alice).sendMessage({ content: `<@${stage.twin.botUserId}> ${asked}` }));
  const on = { content: further, messageReference: { message_id: message.id, channel_id: stage.room } };
  const { message: next, done } = await scene.answer('-# [1]', () => scene.as(alice).sendMessage(on));
  has(next.content, '8.1ZB', 'the answer to a reply');
  same(next.message_reference.message_id, done.id, 'what the answer is a reply to');
}

async function direct(stage) {
  const scene = new Scene(stage, await directly(stage.twin, 'alice'));
  const { message } = await scene.answer('724.5EB', () => scene.as(alice).sendMessage({ content: asked }));
  has(message.content, '[1]', 'the answer by direct message');
  const { message: next } = await scene.answer('-# [1]', () => scene.as(alice).sendMessage({ content: further }));
  has(next.content, '8.1ZB', 'the answer to what goes on');
  await scene.answer('文章裡沒有提到', () => scene.as(alice).sendMessage({ content: cake }));
}

// manners hold for everything that the bot asked of the twin.
function manners({ requests, twin }, said) {
  const wrong = requests.filter((one) => one.status >= 400).map((one) => `${one.route} ${one.status}`);
  same(wrong, [], 'what the twin refused');
  for (const { route, body } of requests.filter((one) => /^(POST|PATCH) .*(messages|callback|webhooks)/.test(one.route))) {
    const { data, ...rest } = JSON.parse(body);
    const mentions = (data ?? rest).allowed_mentions;
    check(mentions && !mentions.parse?.length && !mentions.replied_user, `${route} may ping: ${body}`);
  }
  const loud = said.filter((line) => /"level":"(WARN|ERROR)"/.test(line));
  same(loud, [], 'what the bot complained of');
  check(!said.some((line) => line.includes(twin.botToken)), 'the token is in the log');
}

// The same with a language model and without.
const written = process.argv[2] === 'llm';
await play(`footnote serve in discord-digital-twin 0.1.1${written ? ', with a language model' : ''}`, 50, async () => {
  const stage = await enter();
  const base = written ? await model() : '';
  const environment = (folder) => ({
    DISCORD_TOKEN: stage.twin.botToken, FOOTNOTE_DISCORD_API: `${stage.twin.restUrl}/v10`, FOOTNOTE_DATA: folder,
    FOOTNOTE_MODE: written ? 'llm' : 'extractive', OPENAI_API_KEY: '', OPENAI_BASE_URL: base,
  });
  const { said } = await start('./cmd/footnote', ['serve', '--article', 'built-in'], environment, { stream: 'stderr', ready: (line) => line === 'ready' });
  await commands(stage);
  await slash(stage);
  await checking(stage);
  await mentions(stage);
  await direct(stage);
  manners(stage, said);
  check(said.some((line) => line.includes('"outcome":"written"')) === written, 'who wrote the answers');
});
