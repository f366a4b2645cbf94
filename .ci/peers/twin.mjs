// Our bot, the whole program, in discord-digital-twin, a Discord that nobody
// here wrote: questions and answers.

import { model } from './model.mjs';
import { check, has, play, same, start, until } from './stage.mjs';
import { directly, manners, Scene } from './scene.mjs';
import { alice, bob, enter } from './world.mjs';

const asked = '2022年我國數據存儲量是多少?';
const english = "What was China's total computing power in 2022?";
const further = '那產量呢?'; // which nothing answers without what was said before
const cake = '香蕉蛋糕要烤多久?';
const near = '阿里巴巴申請了多少件專利?';

// The same with a language model and without.
const written = process.argv[2] === 'llm';

async function commands({ twin, requests }) {
  await until('the commands', () => requests.find((one) => one.route.startsWith('PUT ') && one.status === 200));
  const names = (await twin.prisma.applicationCommand.findMany()).map((one) => one.name).sort();
  same(names, ['Add to library', 'Check against the article', 'answers', 'article', 'ask', 'help', 'insights', 'library', 'privacy', 'search', 'settings'], 'the commands');
}

async function slash(stage) {
  const scene = new Scene(stage, stage.room);
  const { message } = await scene.ask(alice, asked, '724.5EB');
  for (const part of [`> ${asked}`, written ? '-# 🤖' : '-# ✅', written ? '語言模型' : '原句', '[1]', '-# [1]']) has(message.content, part, 'the answer');
  const { message: sources } = await scene.click(alice, message, '來源', '**');
  same([sources.flags & 64, sources.content.includes('724.5EB')], [64, true], 'the sources, for one to see');
  has((await scene.click(bob, message, '👍', 'Thank you')).message.content, 'Thank you', 'what comes of a vote');
  has((await scene.ask(bob, english, '[1]')).message.content, '-# [1]', 'the answer in English');
  const { message: refused } = await scene.ask(alice, cake, '文章裡沒有提到');
  check(!refused.content.includes('[1]'), `a refusal with footnotes:\n${refused.content}`);
  has(refused.content, '-# ❔', 'the refusal');
  has((await scene.ask(alice, near, '最接近的是')).message.content, '-# ⚠️', 'what is not certain');
  for (const [person, command, text] of [[alice, 'help', '註腳'], [bob, 'privacy policy', 'Privacy'], [bob, 'article', '大模型']]) {
    const [name, part] = command.split(' ');
    const options = part ? [{ name: part, type: 1, options: [] }] : [];
    const { message: told } = await scene.answer(text, () => scene.as(person).runSlashCommand({ name, options }));
    same(told.flags & 64, 64, `/${command}, for one to see`);
  }
}

async function checking(stage) {
  const scene = new Scene(stage, stage.room);
  const claim = await scene.as(bob).sendMessage({ content: '2022年我國數據產量為8.1ZB。2022年我國數據產量為9.3ZB。' });
  has((await scene.onMessage(bob, claim, 'Check against the article', '✅')).content, '❌', 'a wrong claim');
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

await play(`footnote serve in discord-digital-twin 0.1.1${written ? ', with a language model' : ''}`, 100, async () => {
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
