// Our bot, the whole program, in discord-digital-twin, a Discord server for tests that others
// wrote: questions and answers.

import { model } from './model.mjs';
import { check, has, test, same, start, until } from './harness.mjs';
import { openDirectMessages, checkRequests, Conversation } from './conversation.mjs';
import { alice, bob, startTwin } from './twinserver.mjs';

const asked = '2022年我國數據存儲量是多少?';
const english = "What was China's total computing power in 2022?";
const further = '那產量呢?'; // can be answered only with the question before
const cake = '香蕉蛋糕要烤多久?';
const near = '阿里巴巴申請了多少件專利?';

// Run twice: without a language model, and with one.
const withModel = process.argv[2] === 'llm';

async function commands({ twin, requests }) {
  await until('the commands', () => requests.find((one) => one.route.startsWith('PUT ') && one.status === 200));
  const names = (await twin.prisma.applicationCommand.findMany()).map((one) => one.name).sort();
  same(names, ['Add to library', 'Check against the article', 'answers', 'article', 'ask', 'help', 'insights', 'library', 'privacy', 'search', 'settings'], 'the commands');
}

async function slash(discord) {
  const conversation = new Conversation(discord, discord.room);
  const { message } = await conversation.ask(alice, asked, '724.5EB');
  for (const part of [`> ${asked}`, withModel ? '-# 🤖' : '-# ✅', withModel ? '語言模型' : '原句', '[1]', '-# [1]']) has(message.content, part, 'the answer');
  const { message: sources } = await conversation.click(alice, message, '來源', '**');
  same([sources.flags & 64, sources.content.includes('724.5EB')], [64, true], 'the sources, ephemeral');
  has((await conversation.click(bob, message, '👍', 'Thank you')).message.content, 'Thank you', 'the reply to a vote');
  has((await conversation.ask(bob, english, '[1]')).message.content, '-# [1]', 'the answer in English');
  const { message: refused } = await conversation.ask(alice, cake, '文章裡沒有提到');
  check(!refused.content.includes('[1]'), `a refusal with footnotes:\n${refused.content}`);
  has(refused.content, '-# ❔', 'the refusal');
  has((await conversation.ask(alice, near, '最接近的是')).message.content, '-# ⚠️', 'an unsure answer');
  for (const [person, command, text] of [[alice, 'help', '註腳'], [bob, 'privacy policy', 'Privacy'], [bob, 'article', '大模型']]) {
    const [name, subcommand] = command.split(' ');
    const options = subcommand ? [{ name: subcommand, type: 1, options: [] }] : [];
    const { message: reply } = await conversation.answer(text, () => conversation.as(person).runSlashCommand({ name, options }));
    same(reply.flags & 64, 64, `/${command}, ephemeral`);
  }
}

async function checking(discord) {
  const conversation = new Conversation(discord, discord.room);
  const claim = await conversation.as(bob).sendMessage({ content: '2022年我國數據產量為8.1ZB。2022年我國數據產量為9.3ZB。' });
  has((await conversation.messageCommand(bob, claim, 'Check against the article', '✅')).content, '❌', 'a wrong claim');
}

async function mentions(discord) {
  const conversation = new Conversation(discord, discord.room);
  const { message } = await conversation.answer('724.5EB', () => conversation.as(alice).sendMessage({ content: `<@${discord.twin.botUserId}> ${asked}` }));
  const reply = { content: further, messageReference: { message_id: message.id, channel_id: discord.room } };
  const { message: next, result } = await conversation.answer('-# [1]', () => conversation.as(alice).sendMessage(reply));
  has(next.content, '8.1ZB', 'the answer to a reply');
  same(next.message_reference.message_id, result.id, 'the message that the answer replies to');
}

async function direct(discord) {
  const conversation = new Conversation(discord, await openDirectMessages(discord.twin, 'alice'));
  const { message } = await conversation.answer('724.5EB', () => conversation.as(alice).sendMessage({ content: asked }));
  has(message.content, '[1]', 'the answer by direct message');
  const { message: next } = await conversation.answer('-# [1]', () => conversation.as(alice).sendMessage({ content: further }));
  has(next.content, '8.1ZB', 'the answer to a follow-up');
  await conversation.answer('文章裡沒有提到', () => conversation.as(alice).sendMessage({ content: cake }));
}

await test(`footnote serve in discord-digital-twin 0.1.1${withModel ? ', with a language model' : ''}`, 100, async () => {
  const discord = await startTwin();
  const base = withModel ? await model() : '';
  const environment = (folder) => ({
    DISCORD_TOKEN: discord.twin.botToken, FOOTNOTE_DISCORD_API: `${discord.twin.restUrl}/v10`, FOOTNOTE_DATA: folder,
    FOOTNOTE_MODE: withModel ? 'llm' : 'extractive', OPENAI_API_KEY: '', OPENAI_BASE_URL: base,
  });
  const { log } = await start('./cmd/footnote', ['serve', '--article', 'built-in'], environment, { stream: 'stderr', ready: (line) => line === 'ready' });
  await commands(discord);
  await slash(discord);
  await checking(discord);
  await mentions(discord);
  await direct(discord);
  checkRequests(discord, log);
  check(log.some((line) => line.includes('"outcome":"written"')) === withModel, 'whether the model wrote answers');
});
