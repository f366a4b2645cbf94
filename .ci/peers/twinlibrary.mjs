// Our bot, the whole program, in discord-digital-twin with a library of its own: files,
// message commands, settings, threads, posts, what is kept and what is given back.

import { lists } from './lists.mjs';
import { pictures } from './pictures.mjs';
import { directly, manners, Scene } from './scene.mjs';
import { check, has, play, same, sleep, start, until } from './stage.mjs';
import { alice, bob, carla, dora, enter, generateSnowflake, uploaded } from './world.mjs';

const lake = '# 鏡湖報告\n\n鏡湖位於北坡，湖面面積為37平方公里。湖水最深處達到82公尺。每年十一月湖面開始結冰。\n\n冬季的觀測由山下的氣象站負責，資料每小時傳送一次，並與鄰近三個測站比對。\n';
const report = '# 竹溪水廠年報\n\n竹溪水廠於1968年啟用，每日出水量為4200噸。濾池共有六座，每座面積90平方公尺。\n\n水廠的夜班由兩人輪值，每小時記錄一次濁度。\n';
const asked = '鏡湖的湖面面積是多少平方公里?';
const english = 'How deep is 鏡湖 at its deepest?';
const aside = '竹溪水廠每日出水量是多少噸?';
const [file, text, yes] = [11, 3, 5];

const given = (name, type, value) => ({ name, type, value });
const attached = (attachment) => [[given('file', file, attachment.id)], { attachments: { [attachment.id]: attachment } }];

// helped is /help in three languages, with commands to click.
async function helped(stage) {
  const scene = new Scene(stage, stage.room);
  const ids = new Map((await until('the commands', async () => {
    const all = await stage.twin.prisma.applicationCommand.findMany();
    return all.length > 8 && all;
  })).map((one) => [one.name, one.id]));
  for (const [person, about, name] of [[alice, '文章原句', '用文章核對'], [bob, 'a footnote', 'Check against the article'], [carla, '文章原句', '用文章核对']]) {
    const told = await scene.slash(person, 'help', '/ask:');
    same(told.flags & 64, 64, '/help, for one to see');
    for (const part of [about, name, `</ask:${ids.get('ask')}>`, `</library add:${ids.get('library')}>`]) has(told.content, part, '/help');
    check(!/\{|\}|<\/[a-z ]+>/.test(told.content), `something stands in for a command in ${told.content}`);
  }
}

// empty is a server without articles: the example is offered.
async function empty(stage) {
  const scene = new Scene(stage, stage.room);
  const { message } = await scene.ask(alice, '2022年我國數據存儲量是多少?', '還沒有文章');
  has((await scene.click(alice, message, '示範文章', '724.5EB')).message.content, '[1]', 'the answer of the example');
}

// kept adds a file, and finds it again.
async function kept(stage) {
  const scene = new Scene(stage, stage.room);
  const added = await scene.slash(alice, 'library add', '✅', ...attached(uploaded(stage, 'lake.md', 'text/markdown', lake)));
  has(added.content, '鏡湖報告', 'what was added');
  has((await scene.slash(alice, 'library list', '鏡湖報告')).content, '1', 'the list');
  const offered = await scene.offered(alice, 'library info', 'article', '鏡湖');
  same(offered.map((one) => one.name), ['鏡湖報告'], 'what is offered while somebody types');
  same((await scene.offered(alice, 'library info', 'article', 'zebra')).length, 0, 'what is offered for what is not there');
  await scene.slash(alice, 'library info', '鏡湖報告', [given('article', text, offered[0].value)]);
  has((await scene.ask(alice, asked, '37平方公里')).message.content, '-# [1]', 'the answer');
  has((await scene.ask(carla, asked, '37平方公里')).message.content, '鏡湖報告', 'the answer for a reader in the mainland');
  has((await scene.ask(bob, english, '82')).message.content, '-# [1]', 'the answer in English');

  const [options, resolved] = attached(uploaded(stage, 'report.md', 'text/markdown', report));
  const about = await scene.slash(bob, 'ask', '4200噸', [given('question', text, aside), ...options], resolved);
  has(about.content, 'not kept', 'the answer about a file that came with the question');
  return offered[0].value;
}

// published is a private answer that its reader shows to all.
async function published(stage) {
  const scene = new Scene(stage, stage.room);
  const secret = await scene.slash(alice, 'ask', '37平方公里', [given('question', text, asked), given('private', yes, true)]);
  await until('a private answer', async () => (await scene.said()).find((m) => m.id === secret.id).flags & 64);
  const { message } = await scene.click(alice, secret, '公開', '37平方公里');
  same((message.flags ?? 0) & 64, 0, 'what was made public is for all to see');
  await scene.click(bob, message, '來源', '**');
}

// read are message commands on all that a message may be.
async function read(stage) {
  const scene = new Scene(stage, stage.room);
  const claim = '湖水最深處達到82公尺。';
  const snapshot = (content, attachments = []) => ({ message_snapshots: [{ message: { type: 0, content, attachments, embeds: [], timestamp: new Date().toISOString(), edited_timestamp: null, mentions: [], mention_roles: [], flags: 0 } }], message_reference: { type: 1, message_id: '1', channel_id: '1' } });
  const poll = { question: { text: '湖有多深?' }, answers: [{ answer_id: 1, poll_media: { text: claim } }], allow_multiselect: false, layout_type: 1, expiry: null };
  const kinds = {
    'a forward': await scene.say(bob, '', snapshot(claim)),
    'a forwarded file': await scene.say(bob, '', snapshot('', [uploaded(stage, 'claim.txt', 'text/plain', claim)])),
    'an embed': await scene.say(bob, '', { embeds: [{ type: 'rich', title: '湖', description: claim }] }),
    'a poll': await scene.say(bob, '', { poll }),
    'a text file': await scene.say(bob, '', { attachments: [uploaded(stage, 'claim.txt', 'text/plain', claim)] }),
  };
  for (const [what, message] of Object.entries(kinds)) has((await scene.onMessage(bob, message, 'Check against the article', '✅')).content, '82公尺', what);
  for (const [what, title, message] of [
    ['a forward', '水塔公告', await scene.say(bob, '', snapshot('# 水塔公告\n\n水塔將在十月三日拆除，拆除工程由河東營造負責，預計需要十二天。'))],
    ['an embed', '氣象站月報', await scene.say(bob, '', { embeds: [{ type: 'rich', title: '氣象站月報', description: '氣象站在九月共記錄了18次雷雨，最大風速為每秒31公尺。' }] })],
    ['a text file', '竹溪水廠年報', await scene.say(bob, '', { attachments: [uploaded(stage, 'report.md', 'text/markdown', report)] })],
  ]) has((await scene.onMessage(alice, message, 'Add to library', '✅')).content, title, what);
  await scene.ask(bob, '九月記錄了幾次雷雨?', '18次');
}

// set is a server that changes how the bot behaves, and how it behaves then.
async function set(stage) {
  const { twin, room, role } = stage;
  const scene = new Scene(stage, room);
  const forum = generateSnowflake();
  await twin.prisma.channel.create({ data: { id: forum, type: 15, guildId: twin.guildId, name: 'questions' } });
  const silent = await scene.say(bob, asked);
  await scene.slash(alice, 'settings show', '目前的設定');
  const changed = await scene.slash(alice, 'settings set', '目前的設定', [given('threads', yes, true), given('listen', 7, forum)]);
  for (const part of ['討論串：是', `<#${forum}>`]) has(changed.content, part, 'the settings');

  const { message: answer } = await scene.answer('37平方公里', () => scene.say(carla, `<@${twin.botUserId}> ${asked}`));
  const thread = await until('a thread', () => twin.prisma.channel.findFirst({ where: { starterMessageId: answer.id } }));
  same(thread.name, asked, 'the name of the thread');
  const inside = new Scene(stage, thread.id);
  await until('its first line', async () => (await inside.said()).some((m) => m.content.includes('不必提及')));
  has((await inside.answer('82公尺', () => inside.say(bob, '湖水最深處呢?'))).message.content, '[1]', 'a follow-up without a mention');

  await scene.answer('37平方公里', () => scene.say(carla, `<@&${role}> ${asked}`)); // of the bot's own role

  const post = await begun(stage, forum, '湖有多大', asked);
  await until('an answer to the post', async () => (await post.said()).some((m) => m.content.includes('37平方公里')));
  const other = await begun(stage, forum, '蛋糕', '香蕉蛋糕要烤多久?');
  await post.say(bob, asked); // only the first message of a post
  await sleep(1500);
  same([(await post.said()).length, (await other.said()).length], [1, 0], 'answers in posts');
  check(!(await scene.said()).some((m) => m.message_reference?.message_id === silent.id), 'an answer to what was not meant for the bot');
  has((await scene.slash(alice, 'settings reset', '目前的設定')).content, '討論串：否', 'the settings after a reset');
}

// begun is a post of bob's in a forum, whose first message has its id.
async function begun(stage, forum, name, content) {
  const { twin } = stage;
  const thread = await twin.prisma.channel.create({ data: { id: generateSnowflake(), type: 11, guildId: twin.guildId, parentId: forum, ownerId: bob, name } });
  stage.coming = { id: thread.id };
  await new Scene(stage, thread.id).as(bob).sendMessage({ content });
  stage.coming = undefined;
  return new Scene(stage, thread.id);
}

// forwarded is a report that alice forwards to the bot, with her question right after.
async function forwarded(stage) {
  const scene = new Scene(stage, await directly(stage.twin, 'alice'));
  const attachments = [uploaded(stage, 'report.md', 'text/markdown', report)];
  const message = { type: 0, content: '今年的年報', attachments, embeds: [], timestamp: new Date().toISOString(), edited_timestamp: null, mentions: [], mention_roles: [], flags: 0 };
  const { message: answer } = await scene.answer('4200噸', async () => {
    await scene.say(alice, '', { message_snapshots: [{ message }], message_reference: { type: 1, message_id: '1', channel_id: '1' } });
    return scene.say(alice, aside);
  });
  has(answer.content, '不會保存', 'the answer about a forward');
}

// personal is what is kept of somebody, as a file, and the end of it.
async function personal(stage) {
  const scene = new Scene(stage, stage.room);
  for (const [person, title] of [[alice, '隱私'], [bob, 'Privacy'], [carla, '隐私']]) await scene.slash(person, 'privacy policy', title);
  const exported = await scene.slash(alice, 'privacy export', '資料');
  const sent = await until('the export as a file', async () => (await scene.said()).find((m) => m.id === exported.id).attachments.find((one) => one.filename.endsWith('.json')));
  check(stage.requests.some((one) => one.form && one.status === 200), 'the export is in no form');
  JSON.parse(await (await fetch(sent.url)).text());
  const sure = await scene.slash(alice, 'privacy delete', '無法復原');
  await scene.click(alice, sure, '全部刪除', '已經全部刪除');
}

// removed is an article that goes and comes back.
async function removed(stage, id) {
  const scene = new Scene(stage, stage.room);
  const gone = await scene.slash(alice, 'library remove', '🗑️', [given('article', text, id)]);
  await scene.ask(dora, asked, '沒有提到');
  await scene.press(alice, gone, '還原');
  await scene.becomes(gone, '↩️');
  await scene.ask(dora, asked, '37平方公里');
}

await play('footnote serve with a library in discord-digital-twin 0.1.1', 100, async () => {
  const stage = await enter();
  const environment = (folder) => ({
    DISCORD_TOKEN: stage.twin.botToken, FOOTNOTE_DISCORD_API: `${stage.twin.restUrl}/v10`, FOOTNOTE_DATA: folder, FOOTNOTE_MODE: 'extractive',
    FOOTNOTE_MESSAGE_CONTENT: 'true', OPENAI_API_KEY: '', OPENAI_BASE_URL: '',
  });
  const { said } = await start('./cmd/footnote', ['serve'], environment, { stream: 'stderr', ready: (line) => line === 'ready' });
  await helped(stage);
  await empty(stage);
  const id = await kept(stage);
  for (const scene of [published, read, set, forwarded, personal]) await scene(stage);
  await removed(stage, id);
  await lists(stage);
  await pictures(stage);
  manners(stage, said);
});
