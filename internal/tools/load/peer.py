"""A bot that answers questions about an article, written with discord.py in the usual way.

Footnote is compared with it. It defers commands, follows up, replies to direct messages and mentions, and finds its answers by
BM25 over the sentences of the article. Rate limits, retries and resuming are those of discord.py.
"""

import logging
import math
import os
import re
from collections import Counter

import discord
from discord import app_commands
from yarl import URL

# discord.py has Discord's addresses built in. These replace them.
discord.http.Route.BASE = os.environ["FOOTNOTE_DISCORD_API"]
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(os.environ["FOOTNOTE_DISCORD_API"]).with_scheme("ws").with_path("/gateway")

K1, B = 1.2, 0.75
ANSWERS = 2  # number of sentences of an answer


def tokens(text):
    """Splits a text into Latin words, numbers, and pairs of Chinese characters."""
    found = re.findall(r"[a-z0-9][a-z0-9.%-]*", text.lower())
    for run in re.findall(r"[\u3400-\u9fff]+", text):
        found += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return found


class Retrieval:
    """BM25 over sentences."""

    def __init__(self, text):
        self.sentences = [s.strip() for s in re.split(r"(?<=[。！？；\n])", text) if s.strip()]
        self.counts = [Counter(tokens(s)) for s in self.sentences]
        self.lengths = [sum(c.values()) for c in self.counts]
        self.average = sum(self.lengths) / len(self.lengths)
        holding = Counter(t for c in self.counts for t in c)
        n = len(self.sentences)
        self.weight = {t: math.log(1 + (n - h + 0.5) / (h + 0.5)) for t, h in holding.items()}

    def score(self, query, i):
        counts, norm = self.counts[i], K1 * (1 - B + B * self.lengths[i] / self.average)
        return sum(self.weight[t] * counts[t] * (K1 + 1) / (counts[t] + norm) for t in query if t in counts)

    def best(self, question):
        query = tokens(question)
        ranked = sorted(((self.score(query, i), i) for i in range(len(self.sentences))), reverse=True)
        return [self.sentences[i] for score, i in ranked[:ANSWERS] if score > 0]


with open(os.environ["FOOTNOTE_LOAD_ARTICLE"], encoding="utf-8") as file:
    retrieval = Retrieval(file.read())


def answer(question):
    found = retrieval.best(question)
    if not found:
        return "The article does not say."
    lines = [f"{sentence} [{n}]" for n, sentence in enumerate(found, 1)]
    lines += [f"-# [{n}] {sentence[:90]}" for n, sentence in enumerate(found, 1)]
    return "\n".join(lines)[:2000]


class Peer(discord.Client):
    def __init__(self):
        super().__init__(intents=discord.Intents.default(), allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self):
        await self.tree.sync()

    async def on_message(self, message):
        if message.author.bot:
            return
        direct = isinstance(message.channel, discord.DMChannel)
        if not direct and self.user not in message.mentions:
            return
        question = message.content.replace(self.user.mention, "").strip()
        async with message.channel.typing():
            text = answer(question)
        await message.reply(text, mention_author=False)


peer = Peer()


@peer.tree.command(description="Ask about the article")
@app_commands.describe(question="In Chinese or English")
async def ask(interaction: discord.Interaction, question: str):
    await interaction.response.defer(thinking=True)
    await interaction.followup.send(f"> {question}\n{answer(question)}")


peer.run(os.environ["DISCORD_TOKEN"], log_level=logging.INFO)
