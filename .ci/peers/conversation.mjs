// What people do in discord-digital-twin, and what the bot answers.

import { check, same, until } from './harness.mjs';
import { generateSnowflake } from './twinserver.mjs';

// openDirectMessages creates a channel of direct messages, which discord-digital-twin cannot.
export async function openDirectMessages(twin, name) {
  const id = generateSnowflake();
  await twin.prisma.channel.create({ data: { id, type: 1, name } });
  return id;
}

// A Conversation is a channel in which people do something and the bot answers.
export class Conversation {
  constructor(discord, channel) {
    Object.assign(this, { discord, twin: discord.twin, channel });
  }

  as(person) {
    return this.twin.channel(this.channel).user(person);
  }

  // answer performs action and returns its result and the bot's next complete message that
  // contains text.
  async answer(text, action) {
    const before = new Set((await this.botMessages()).map((m) => m.id));
    const result = await action();
    const complete = (m) => !before.has(m.id) && m.content.includes(text) && !m.content.endsWith('▌');
    const message = await until(`an answer with ${text}`, async () => (await this.botMessages()).find(complete)).catch(async (reason) => {
      throw new Error(`${reason.message}; the bot said ${JSON.stringify((await this.botMessages()).filter((m) => !before.has(m.id)).map((m) => m.content))}`);
    });
    return { message, result };
  }

  async botMessages() {
    return (await this.twin.channel(this.channel).getMessages()).filter((m) => m.author.id === this.twin.botUserId);
  }

  // say sends a message. Fields that discord-digital-twin does not know are added to its events.
  say(person, content, { attachments, messageReference, ...more } = {}) {
    this.discord.pending = more; // its event comes before its id is known
    return this.as(person).sendMessage({ content, attachments, messageReference }).then((m) => {
      this.discord.more.set(m.id, more);
      this.discord.pending = undefined;
      return m;
    });
  }

  // runCommand runs a slash command, such as library add.
  runCommand(person, command, options = [], resolved) {
    const [name, subcommand] = command.split(' ');
    const data = { id: '1', name, type: 1, options: subcommand ? [{ name: subcommand, type: 1, options }] : options, resolved };
    return this.twin.simulateInteraction({ type: 2, channelId: this.channel, userId: person, data });
  }

  async slash(person, command, text, options, resolved) {
    return (await this.answer(text, () => this.runCommand(person, command, options, resolved))).message;
  }

  async ask(person, question, text) {
    return this.answer(text, () => this.runCommand(person, 'ask', [{ name: 'question', type: 3, value: question }]));
  }

  // messageCommand runs a command of a message's menu. The message is added here, since
  // discord-digital-twin leaves it out.
  async messageCommand(person, message, command, text) {
    const target = { ...message, ...this.discord.more.get(message.id) };
    const data = { id: '1', name: command, type: 3, target_id: message.id, resolved: { messages: { [message.id]: target } } };
    return (await this.answer(text, () => this.twin.simulateInteraction({ type: 2, channelId: this.channel, userId: person, data }))).message;
  }

  // autocomplete returns the choices that the bot offers for an option.
  async autocomplete(person, command, name, value) {
    const [root, subcommand] = command.split(' ');
    const option = { name, type: 3, value, focused: true };
    const data = { id: '1', name: root, type: 1, options: [{ name: subcommand, type: 1, options: [option] }] };
    const { id } = await this.twin.simulateInteraction({ type: 4, channelId: this.channel, userId: person, data });
    const got = await until('the choices', () => this.twin.prisma.interactionResponse.findFirst({ where: { interactionId: id, acknowledged: true } }));
    same(got.type, 8, 'the type of the response');
    return JSON.parse(got.data).choices;
  }

  button(message, label) {
    const buttons = message.components?.flatMap((row) => row.components) ?? [];
    const button = buttons.find((one) => one.label?.includes(label) || one.emoji?.name === label);
    check(button, `no button ${label}: ${JSON.stringify(buttons)}`);
    return button;
  }

  press(person, message, label) {
    const { custom_id: customId } = this.button(message, label);
    return this.as(person).clickButton({ messageId: message.id, customId });
  }

  // choose selects values of the menu below a message whose placeholder contains words.
  choose(person, message, words, values) {
    const menu = message.components.flatMap((row) => row.components).find((one) => one.placeholder?.includes(words));
    check(menu && values.length >= menu.min_values && values.length <= menu.max_values, `no menu ${words} for ${values.length}`);
    return this.twin.simulateSelectMenu({ channelId: this.channel, userId: person, messageId: message.id, customId: menu.custom_id, values });
  }

  // waitForEdit waits until a message of the bot contains text.
  waitForEdit(message, text) {
    return until(`a message that says ${text}`, async () => (await this.botMessages()).find((m) => m.id === message.id && m.content.includes(text)));
  }

  click(person, message, label, text) {
    return this.answer(text, () => this.press(person, message, label));
  }
}

// checkRequests checks all requests and log lines of the bot: nothing was refused but what is
// expected, nothing can ping, and the token is in no line.
export function checkRequests({ requests, twin }, log, expected = []) {
  const wrong = requests.filter((one) => one.status >= 400).map((one) => `${one.route} ${one.status}`);
  same(wrong, expected, 'the refused requests');
  for (const { route, body } of requests.filter((one) => /^(POST|PATCH) .*(messages(\/[^/]+)?|callback|webhooks\/\d+\/[^/]+)$/.test(one.route))) {
    const { type, data, ...rest } = JSON.parse(body);
    if (type === 8 || type === 6) continue; // choices and deferred updates have no text
    const mentions = (data ?? rest).allowed_mentions;
    check(mentions && !mentions.parse?.length && !mentions.replied_user, `${route} may ping: ${body}`);
  }
  const complaints = log.filter((line) => /"level":"(WARN|ERROR)"/.test(line));
  same(complaints, [], 'warnings and errors in the log');
  check(!log.some((line) => line.includes(twin.botToken)), 'the token is in the log');
}
