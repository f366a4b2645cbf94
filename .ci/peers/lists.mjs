// A library of more than one page in the twin: turned over, several removed and brought back,
// and all about one.

import { Scene } from './scene.mjs';
import { has, same } from './stage.mjs';
import { alice, uploaded } from './world.mjs';

const text = 3;
const year = (n) => `# 第${n}號站年報\n\n第${n}號觀測站在這一年共記錄了${10 + n}次雷雨，最大風速為每秒${20 + n}公尺。\n`;

export async function lists(stage) {
  const scene = new Scene(stage, stage.room);
  const attachments = Array.from({ length: 10 }, (_, n) => uploaded(stage, `station-${n + 1}.md`, 'text/markdown', year(n + 1)));
  const added = await scene.onMessage(alice, await scene.say(alice, '', { attachments }), 'Add to library', '第10號站年報');
  same(added.content.match(/✅/g).length, 10, 'ten files of one message');

  const list = await scene.slash(alice, 'library list', '第 1 到 10 篇');
  const labels = list.components.flatMap((row) => row.components).map((one) => one.emoji?.name ?? one.placeholder);
  same(labels, ['⏮️', '◀️', '▶️', '⏭️', '選取要移除的文章…'], 'what stands below a page');
  await scene.press(alice, list, '▶️');
  const second = await scene.becomes(list, '第 11 到');
  const [two] = second.components.at(-1).components;
  const picked = two.options.slice(-2).map((one) => one.value);
  await scene.choose(alice, second, '選取要移除', picked);
  const sure = await scene.becomes(list, '要移除這 2 篇文章嗎');
  await scene.press(alice, sure, '移除 2 篇');
  const gone = await scene.becomes(list, '已移除 2 篇文章');
  await scene.choose(alice, gone, '選取要還原', picked);
  const back = await scene.becomes(list, '已還原');
  await scene.press(alice, back, '回到列表');
  await scene.becomes(list, '第 1 到 10 篇');

  const info = await scene.slash(alice, 'library info', '加入者', [{ name: 'article', type: text, value: '第3號站年報' }]);
  for (const part of ['第3號站年報', `<@${alice}>`, 'station-3.md', '- ID']) has(info.content, part, 'all about an article');
}
