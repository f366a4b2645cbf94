// Our bot, the whole program, in discord-digital-twin with a library of its own: files, message
// commands, settings, threads, forum posts, export and removal.

import { lists } from './lists.mjs';
import { pictures } from './pictures.mjs';
import { openDirectMessages, checkRequests, Conversation } from './conversation.mjs';
import { check, has, test, same, sleep, start, until } from './harness.mjs';
import { alice, bob, carla, dora, startTwin, generateSnowflake, upload } from './twinserver.mjs';

const lake = '# 鏡湖報告\n\n鏡湖位於北坡，湖面面積為37平方公里。湖水最深處達到82公尺。每年十一月湖面開始結冰。\n\n冬季的觀測由山下的氣象站負責，資料每小時傳送一次，並與鄰近三個測站比對。\n';
const report = '# 竹溪水廠年報\n\n竹溪水廠於1968年啟用，每日出水量為4200噸。濾池共有六座，每座面積90平方公尺。\n\n水廠的夜班由兩人輪值，每小時記錄一次濁度。\n';
const asked = '鏡湖的湖面面積是多少平方公里?';
const english = 'How deep is 鏡湖 at its deepest?';
const other = '竹溪水廠每日出水量是多少噸?';
const [file, text, yes] = [11, 3, 5];

const option = (name, type, value) => ({ name, type, value });
const attached = (attachment) => [[option('file', file, attachment.id)], { attachments: { [attachment.id]: attachment } }];

// /help in three languages, with clickable commands.
async function help(discord) {
  const conversation = new Conversation(discord, discord.room);
  const ids = new Map((await until('the commands', async () => {
    const all = await discord.twin.prisma.applicationCommand.findMany();
    return all.length > 8 && all;
  })).map((one) => [one.name, one.id]));
  for (const [person, about, name] of [[alice, '文章原句', '用文章核對'], [bob, 'a footnote', 'Check against the article'], [carla, '文章原句', '用文章核对']]) {
    const reply = await conversation.slash(person, 'help', '/ask:');
    same(reply.flags & 64, 64, '/help, ephemeral');
    for (const part of [about, name, `</ask:${ids.get('ask')}>`, `</library add:${ids.get('library')}>`]) has(reply.content, part, '/help');
    check(!/\{|\}|<\/[a-z ]+>/.test(reply.content), `a placeholder instead of a command in ${reply.content}`);
  }
}

// A server without articles is offered the example.
async function emptyLibrary(discord) {
  const conversation = new Conversation(discord, discord.room);
  const { message } = await conversation.ask(alice, '2022年我國數據存儲量是多少?', '還沒有文章');
  has((await conversation.click(alice, message, '示範文章', '724.5EB')).message.content, '[1]', 'the answer of the example');
}

// Adds a file and finds it again. Returns the article's id.
async function addAndFind(discord) {
  const conversation = new Conversation(discord, discord.room);
  const added = await conversation.slash(alice, 'library add', '✅', ...attached(upload(discord, 'lake.md', 'text/markdown', lake)));
  has(added.content, '鏡湖報告', 'the confirmation');
  has((await conversation.slash(alice, 'library list', '鏡湖報告')).content, '1', 'the list');
  const choices = await conversation.autocomplete(alice, 'library info', 'article', '鏡湖');
  same(choices.map((one) => one.name), ['鏡湖報告'], 'the choices');
  same((await conversation.autocomplete(alice, 'library info', 'article', 'zebra')).length, 0, 'the number of choices for an unknown title');
  await conversation.slash(alice, 'library info', '鏡湖報告', [option('article', text, choices[0].value)]);
  has((await conversation.ask(alice, asked, '37平方公里')).message.content, '-# [1]', 'the answer');
  has((await conversation.ask(carla, asked, '37平方公里')).message.content, '鏡湖報告', 'the answer in simplified Chinese');
  has((await conversation.ask(bob, english, '82')).message.content, '-# [1]', 'the answer in English');

  const [options, resolved] = attached(upload(discord, 'report.md', 'text/markdown', report));
  const about = await conversation.slash(bob, 'ask', '4200噸', [option('question', text, other), ...options], resolved);
  has(about.content, 'not kept', 'the answer about a file sent with the question');
  return choices[0].value;
}

// A private answer that its reader makes public.
async function makePublic(discord) {
  const conversation = new Conversation(discord, discord.room);
  const ephemeral = await conversation.slash(alice, 'ask', '37平方公里', [option('question', text, asked), option('private', yes, true)]);
  await until('a private answer', async () => (await conversation.botMessages()).find((m) => m.id === ephemeral.id).flags & 64);
  const { message } = await conversation.click(alice, ephemeral, '公開', '37平方公里');
  same((message.flags ?? 0) & 64, 0, 'the public answer is not ephemeral');
  await conversation.click(bob, message, '來源', '**');
}

// Message commands on every kind of message.
async function messageCommands(discord) {
  const conversation = new Conversation(discord, discord.room);
  const claim = '湖水最深處達到82公尺。';
  const snapshot = (content, attachments = []) => ({ message_snapshots: [{ message: { type: 0, content, attachments, embeds: [], timestamp: new Date().toISOString(), edited_timestamp: null, mentions: [], mention_roles: [], flags: 0 } }], message_reference: { type: 1, message_id: '1', channel_id: '1' } });
  const poll = { question: { text: '湖有多深?' }, answers: [{ answer_id: 1, poll_media: { text: claim } }], allow_multiselect: false, layout_type: 1, expiry: null };
  const kinds = {
    'a forward': await conversation.say(bob, '', snapshot(claim)),
    'a forwarded file': await conversation.say(bob, '', snapshot('', [upload(discord, 'claim.txt', 'text/plain', claim)])),
    'an embed': await conversation.say(bob, '', { embeds: [{ type: 'rich', title: '湖', description: claim }] }),
    'a poll': await conversation.say(bob, '', { poll }),
    'a text file': await conversation.say(bob, '', { attachments: [upload(discord, 'claim.txt', 'text/plain', claim)] }),
  };
  for (const [what, message] of Object.entries(kinds)) has((await conversation.messageCommand(bob, message, 'Check against the article', '✅')).content, '82公尺', what);
  for (const [what, title, message] of [
    ['a forward', '水塔公告', await conversation.say(bob, '', snapshot('# 水塔公告\n\n水塔將在十月三日拆除，拆除工程由河東營造負責，預計需要十二天。'))],
    ['an embed', '氣象站月報', await conversation.say(bob, '', { embeds: [{ type: 'rich', title: '氣象站月報', description: '氣象站在九月共記錄了18次雷雨，最大風速為每秒31公尺。' }] })],
    ['a text file', '竹溪水廠年報', await conversation.say(bob, '', { attachments: [upload(discord, 'report.md', 'text/markdown', report)] })],
  ]) has((await conversation.messageCommand(alice, message, 'Add to library', '✅')).content, title, what);
  await conversation.ask(bob, '九月記錄了幾次雷雨?', '18次');
}

// Settings of a server, and how the bot behaves with them.
async function settings(discord) {
  const { twin, room, role } = discord;
  const conversation = new Conversation(discord, room);
  const forum = generateSnowflake();
  await twin.prisma.channel.create({ data: { id: forum, type: 15, guildId: twin.guildId, name: 'questions' } });
  const silent = await conversation.say(bob, asked);
  await conversation.slash(alice, 'settings show', '目前的設定');
  const changed = await conversation.slash(alice, 'settings set', '目前的設定', [option('threads', yes, true), option('listen', 7, forum)]);
  for (const part of ['討論串：是', `<#${forum}>`]) has(changed.content, part, 'the settings');

  const { message: answer } = await conversation.answer('37平方公里', () => conversation.say(carla, `<@${twin.botUserId}> ${asked}`));
  const thread = await until('a thread', () => twin.prisma.channel.findFirst({ where: { starterMessageId: answer.id } }));
  same(thread.name, asked, 'the name of the thread');
  const inThread = new Conversation(discord, thread.id);
  await until('its first line', async () => (await inThread.botMessages()).some((m) => m.content.includes('不必提及')));
  has((await inThread.answer('82公尺', () => inThread.say(bob, '湖水最深處呢?'))).message.content, '[1]', 'a follow-up without a mention');

  await conversation.answer('37平方公里', () => conversation.say(carla, `<@&${role}> ${asked}`)); // the bot's own role

  const post = await startPost(discord, forum, '湖有多大', asked);
  await until('an answer to the post', async () => (await post.botMessages()).some((m) => m.content.includes('37平方公里')));
  const other = await startPost(discord, forum, '蛋糕', '香蕉蛋糕要烤多久?');
  await post.say(bob, asked); // only the first message of a post
  await sleep(1500);
  same([(await post.botMessages()).length, (await other.botMessages()).length], [1, 0], 'answers in posts');
  check(!(await conversation.botMessages()).some((m) => m.message_reference?.message_id === silent.id), 'the bot answered a message that was not for it');
  has((await conversation.slash(alice, 'settings reset', '目前的設定')).content, '討論串：否', 'the settings after a reset');
}

// startPost creates a forum post of bob's. As in Discord, its first message has the post's id.
async function startPost(discord, forum, name, content) {
  const { twin } = discord;
  const thread = await twin.prisma.channel.create({ data: { id: generateSnowflake(), type: 11, guildId: twin.guildId, parentId: forum, ownerId: bob, name } });
  discord.pending = { id: thread.id };
  await new Conversation(discord, thread.id).as(bob).sendMessage({ content });
  discord.pending = undefined;
  return new Conversation(discord, thread.id);
}

// A report that alice forwards to the bot in a direct message, followed by her question.
async function forwards(discord) {
  const conversation = new Conversation(discord, await openDirectMessages(discord.twin, 'alice'));
  const attachments = [upload(discord, 'report.md', 'text/markdown', report)];
  const message = { type: 0, content: '今年的年報', attachments, embeds: [], timestamp: new Date().toISOString(), edited_timestamp: null, mentions: [], mention_roles: [], flags: 0 };
  const { message: answer } = await conversation.answer('4200噸', async () => {
    await conversation.say(alice, '', { message_snapshots: [{ message }], message_reference: { type: 1, message_id: '1', channel_id: '1' } });
    return conversation.say(alice, other);
  });
  has(answer.content, '不會保存', 'the answer about a forward');
}

// The privacy policy, the export of a person's data, and its deletion.
async function privacy(discord) {
  const conversation = new Conversation(discord, discord.room);
  for (const [person, title] of [[alice, '隱私'], [bob, 'Privacy'], [carla, '隐私']]) await conversation.slash(person, 'privacy policy', title);
  const exported = await conversation.slash(alice, 'privacy export', '資料');
  const sent = await until('the export as a file', async () => (await conversation.botMessages()).find((m) => m.id === exported.id).attachments.find((one) => one.filename.endsWith('.json')));
  check(discord.requests.some((one) => one.form && one.status === 200), 'the export was not uploaded as a file');
  JSON.parse(await (await fetch(sent.url)).text());
  const confirmation = await conversation.slash(alice, 'privacy delete', '無法復原');
  await conversation.click(alice, confirmation, '全部刪除', '已經全部刪除');
}

// An article is removed and restored.
async function removeAndRestore(discord, id) {
  const conversation = new Conversation(discord, discord.room);
  const removal = await conversation.slash(alice, 'library remove', '🗑️', [option('article', text, id)]);
  await conversation.ask(dora, asked, '沒有提到');
  await conversation.press(alice, removal, '還原');
  await conversation.waitForEdit(removal, '↩️');
  await conversation.ask(dora, asked, '37平方公里');
}

await test('footnote serve with a library in discord-digital-twin 0.1.1', 100, async () => {
  const discord = await startTwin();
  const environment = (folder) => ({
    DISCORD_TOKEN: discord.twin.botToken, FOOTNOTE_DISCORD_API: `${discord.twin.restUrl}/v10`, FOOTNOTE_DATA: folder, FOOTNOTE_MODE: 'extractive',
    FOOTNOTE_MESSAGE_CONTENT: 'true', OPENAI_API_KEY: '', OPENAI_BASE_URL: '',
  });
  const { log } = await start('./cmd/footnote', ['serve'], environment, { stream: 'stderr', ready: (line) => line === 'ready' });
  await help(discord);
  await emptyLibrary(discord);
  const id = await addAndFind(discord);
  for (const part of [makePublic, messageCommands, settings, forwards, privacy]) await part(discord);
  await removeAndRestore(discord, id);
  await lists(discord);
  await pictures(discord);
  checkRequests(discord, log);
});
