// discord.js as a bot in the fake Discord of internal/discordtest. Anything that it misses or
// misunderstands is a fault of the fake.

import { ApplicationCommandType, AttachmentBuilder, ButtonStyle, ComponentType, GatewayIntentBits, MessageFlags } from 'discord.js';
import { connect } from './discordclient.mjs';
import { check, has, test, same, sleep, until } from './harness.mjs';

const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages];
const row = (label, id) => [{ type: ComponentType.ActionRow, components: [{ type: ComponentType.Button, style: ButtonStyle.Primary, label, customId: id }] }];

async function servers({ call, client, guild, room }) {
  same(client.user.username, 'footnote', 'the bot');
  same(client.guilds.cache.get(guild)?.name, 'reading room', 'the server in the cache');
  same(client.channels.cache.get(room)?.name, 'general', 'the channel in the cache');
  same((await client.guilds.fetch({ guild, force: true })).name, 'reading room', 'the server by REST');
  same((await client.channels.fetch(room, { force: true })).guildId, guild, 'the channel by REST');
  same((await client.guilds.cache.get(guild).members.fetchMe({ force: true })).id, client.user.id, 'the member by REST');
  const other = await call('/channel', { guild, name: 'later' });
  await until('a new channel', () => client.channels.cache.get(other.id)?.name === 'later');
  const far = await call('/guild', { name: 'far' });
  await until('a new server', () => client.guilds.cache.get(far.id)?.name === 'far');
  const unknown = await client.channels.fetch('1', { force: true }).catch((reason) => reason);
  same([unknown.code, unknown.status], [10003, 404], 'an unknown channel');
}

async function commands({ client, call }) {
  const option = { type: 3, name: 'question', description: 'What', required: true };
  await client.application.commands.create({ name: 'ask', description: 'Ask', options: [option] });
  await client.application.commands.create({ name: 'Check', type: ApplicationCommandType.Message });
  const gone = await client.application.commands.create({ name: 'gone', description: 'Soon' });
  await gone.delete();
  same([...(await client.application.commands.fetch()).values()].map((c) => c.name), ['ask', 'Check'], 'the commands by REST');
  same((await call('/commands')).map((c) => c.name), ['ask', 'Check'], 'the commands that are registered');
}

async function slash({ call, next, room, seen }) {
  const [use, { id }] = await next('interactions', '/slash', { person: 'alice', channel: room, command: 'ask', options: [{ name: 'question', value: '誰?' }] });
  same([use.commandName, use.options.getString('question'), use.user.username, use.locale], ['ask', '誰?', 'alice', 'zh-TW'], 'the command');
  const now = () => call('/interaction', { interaction: id });
  await use.deferReply();
  same([(await now()).acked, (await now()).answer], [true, null], 'the deferred response');
  const twice = await use.client.rest.post(`/interactions/${use.id}/${use.token}/callback`, { body: { type: 5 }, auth: false }).catch((reason) => reason);
  same(twice.code, 40060, 'a second acknowledgement');
  await use.editReply({ content: 'an answer', components: row('Sources', 'sources') });
  const answer = (await call('/wait/answer', { interaction: id, text: 'an answer' })).answer;
  same([answer.buttons[0].label, answer.ephemeral], ['Sources', false], 'the answer');
  const reply = await use.fetchReply();
  same([reply.content, reply.id, reply.flags.has(MessageFlags.Loading)], ['an answer', answer.id, false], 'the answer by REST');

  const more = await use.followUp('and more');
  const ephemeral = await use.followUp({ content: 'for you alone', flags: MessageFlags.Ephemeral });
  await use.editReply({ message: more, content: 'and even more' });
  const after = await call('/wait/follow-ups', { interaction: id, count: 2 });
  same(after.follow_ups.map((m) => [m.text, m.ephemeral, m.edits]), [['and even more', false, 1], ['for you alone', true, 0]], 'the follow-ups');
  const visible = async (person) => (await call('/messages', { channel: room, person })).map((m) => m.text);
  check((await visible('alice')).includes('for you alone'), 'alice does not see her ephemeral message');
  check(!(await visible('bob')).includes('for you alone'), 'bob sees an ephemeral message of alice');
  await use.deleteReply(more);
  await use.deleteReply(ephemeral);
  same((await now()).follow_ups.map((m) => m.deleted), [true, true], 'the follow-ups are deleted');
  seen.refused.length = 0; // the two expected ones
  return answer;
}

async function buttons({ call, next }, answer) {
  const click = () => next('interactions', '/click', { person: 'alice', message: answer.id, button: 'Sources' });
  let [press, { id }] = await click();
  same([press.isButton(), press.customId, press.message.id], [true, 'sources', answer.id], 'the button');
  const made = await press.reply({ content: 'sources', flags: MessageFlags.Ephemeral, withResponse: true });
  same([made.resource.message.content, made.interaction.responseMessageEphemeral], ['sources', true], 'the response with its message');
  check((await call('/wait/answer', { interaction: id, text: 'sources' })).answer.ephemeral, 'the sources are not ephemeral');

  [press] = await click();
  await press.deferUpdate();
  await press.editReply({ content: 'changed later', components: row('Sources', 'sources') });
  same((await call('/message', { message: answer.id })).text, 'changed later', 'the message of the button');
  [press] = await click();
  await press.update({ content: 'changed at once', components: [] });
  const last = await call('/message', { message: answer.id });
  same([last.text, last.buttons.length], ['changed at once', 0], 'the message of the button');
}

async function messages({ call, client, next, room }) {
  const [quiet, { id }] = await next('messages', '/say', { person: 'alice', channel: room, text: 'not for you' });
  same([quiet.content, quiet.mentions.users.size, quiet.member.displayName], ['', 0, 'alice'], 'a message without a mention');
  const [asked, said] = await next('messages', '/say', { person: 'alice', channel: room, text: '@bot who?' });
  check(asked.mentions.has(client.user), 'the bot is not mentioned');
  has(asked.content, 'who?', 'a message with a mention');
  await asked.channel.sendTyping();
  const reply = await asked.reply({ content: 'she', allowedMentions: { repliedUser: false }, files: [new AttachmentBuilder(Buffer.from('all of it'), { name: 'all.txt' })] });
  const seen = await call('/wait/reply', { message: said.id, text: 'she' });
  await reply.edit('he');
  same((await call('/message', { message: seen.id })).text, 'he', 'an edited reply');
  await until('the event of the edit', () => client.channels.cache.get(room).messages.cache.get(reply.id)?.editedTimestamp);
  same((await reply.fetchReference()).id, asked.id, 'the message replied to');

  const [further] = await next('messages', '/reply', { person: 'alice', message: seen.id, text: 'why?' });
  same([further.reference.messageId, further.mentions.repliedUser?.id, further.content], [reply.id, client.user.id, 'why?'], 'a reply to the bot');
  const past = await asked.channel.messages.fetch({ before: further.id, limit: 3 });
  same([...past.keys()], [reply.id, asked.id, id], 'the earlier messages');
  await reply.delete();
  check((await call('/message', { message: seen.id })).deleted, 'the reply is still there');

  const [check1] = await next('interactions', '/message-command', { person: 'bob', message: said.id, command: 'Check' });
  has(check1.targetMessage.content, 'who?', 'the message of a message command');
  await check1.reply('checked');

  const [direct] = await next('messages', '/dm', { person: 'bob', text: 'psst' });
  same([direct.channel.isDMBased(), direct.content, direct.guild], [true, 'psst', null], 'a direct message');
  await direct.reply({ content: 'yes?', allowedMentions: { parse: [] } });
  const sent = await direct.author.send('hello');
  same(sent.channelId, direct.channelId, 'the channel of direct messages');
}

// Twelve messages at once are more than the fake allows in five seconds. The client must see
// from the headers when to wait.
async function limits({ call, client, room, seen }) {
  const texts = Array.from({ length: 12 }, (_, n) => `number ${n}`);
  await Promise.all(texts.map((text) => client.channels.cache.get(room).send(text)));
  const arrived = (await call('/messages', { channel: room, person: 'alice' })).map((m) => m.text).filter((text) => text.startsWith('number'));
  same(arrived, texts, 'twelve messages');
  check(seen.waits > 0, 'the client never waited for a limit');
  same(seen.refused, [], 'the refusals');

  await call('/fault', { route: 'POST /channels/{id}/typing', times: 1, status: 429, retry_after_ms: 300 });
  await client.channels.cache.get(room).sendTyping();
  same(seen.refused.splice(0), [429], 'a limit that no header announced');
}

// Events while the client is disconnected arrive once it has resumed, each once and in order.
async function resuming({ call, client, room, seen }) {
  for (const [number, fault] of ['reconnect', 'drop', 'reconnect'].entries()) {
    const before = seen.messages.length;
    const texts = Array.from({ length: 5 }, (_, n) => `@bot ${fault} ${number}.${n}`);
    await call('/say', { person: 'alice', channel: room, text: texts[0] });
    await call('/gateway', { do: fault, shard: -1 });
    for (const text of texts.slice(1)) await call('/say', { person: 'alice', channel: room, text });
    await until(`resuming after ${fault}`, () => seen.resumed > number);
    await until(`messages after ${fault}`, () => seen.messages.length >= before + texts.length);
    await sleep(100); // for events that should not come
    same(seen.messages.slice(before).map((m) => m.cleanContent), texts.map((t) => t.replace('@bot', '@footnote')), `messages around ${fault}`);
  }
  same((await call('/connections')).map((c) => [c.Path, c.First]), [['/gateway', 'IDENTIFY'], ...Array(3).fill(['/resume', 'RESUME'])], 'connections');
  check(client.isReady(), 'the client is no longer ready');
}

await test('discord.js 14.28.1 in the fake Discord', 100, async () => {
  const session = await connect(intents);
  await servers(session);
  await commands(session);
  session.seen.refused.length = 0; // the unknown channel
  const answer = await slash(session);
  await buttons(session, answer);
  await messages(session);
  await limits(session);
  await resuming(session);
  same(await session.call('/violations'), [], 'violations of Discord\'s rules');
  same(await session.call('/pings'), [], 'the pings');
  same(session.seen.problems, [], 'errors and warnings of discord.js');
});
