package texts

func english() *Texts {
	return &Texts{
		Library: englishLibrary(), Refusals: englishRefusals(), Channels: englishChannels(), Visibility: englishVisibility(), Pages: englishPages(), Commands: englishCommands(), Insights: englishInsights(), Answers: englishAnswers(), Solved: englishSolved(), Handoff: englishHandoff(), Aging: englishAging(), Reach: englishReach(), Approval: englishApproval(), Policy: englishPolicy(), Errors: englishErrors(),
		Help: `**Footnote** answers questions about articles, and every statement has a footnote with the exact sentence that it rests on. When it is not sure, it says so and shows what comes closest; when the articles do not say, it tells you that.

- </ask>: ask a question; with “{ask private}”, only you see the answer
- </search>: the passages that match best
- </article>: what an article is about, its outline, and where it comes from; these three can be limited to one article
- </library add>, </library list>, </library remove>: the articles that I answer from (for members who can manage the server; in direct messages, your own articles). What was removed can be restored for an hour.
- </settings show>, </settings set>: who may ask, where, and in which language I speak
- </insights>: what people asked, and what found no answer (for members who can manage the server)
- </answers add>, </answers list>: answers in your own words to questions that you name (for the same members)
- right-click a message → Apps → **{Check against the article}**: every statement in it is checked
- send me a direct message, or mention me in a channel; **reply** to an answer to ask a follow-up
- attach a file to your question, or forward a message to me, and I answer from that; it is not kept
- </privacy policy>: what is kept about you, and what is not

The buttons under an answer: Sources (the passages, word by word, and the page itself where the server keeps its PDFs), Nearest passages (where the article does not say), questions to ask next, 👍/👎, Make public (a private answer, once), Ask a person (calls the helpers whom the server has named, once), 🗑️ (deletes an answer that you asked for).`,
		Greeting: `👋 **Footnote** answers questions about this server's articles, and every statement comes with the exact sentence that it rests on.

**If you can manage this server:** add the files and web pages that I answer from with </library add>. </settings set> decides who may ask, where, and in which language I speak.
**For everybody:** ask with </ask>, or mention me. </help> tells the rest, and </privacy policy> what is kept.`,
		Quoted: "✅ Answered in the article’s own words", Written: "🤖 Written by a language model, each statement checked against the article",
		Uncertain: "⚠️ Not certain", Disagreeing: "⚠️ Articles disagree", Unanswered: "❔ No answer found",
		LeftOut: "[…] A part of what the model wrote is left out: the article does not support it.", InBold: "In bold: the sentence that the answer rests on.",
		ReadOn: "read %s", DayForm: "2 Jan 2006",
		Sources: "Sources", Retry: "Try again", Publish: "Make public",
		Nearest: "Nearest passages", ComeNearest: "These passages come nearest, but do not answer the question:",
		Searched: "The passages that match “%s” best:", Nothing: "No passage of the article has anything to do with “%s”.",
		Outline: "Outline", From: "Source: ",
		Attached: "The answer is long; the file has all of it.",
		Queued:   "⏳ In the queue. Questions ahead of yours: %s.",
		SlowDown: "That was a lot of questions. Please ask again %s.", Crowded: "This server is asking a lot right now. Please ask again %s.",
		Busy:     "Too many people are asking right now. Please try again in a few minutes.",
		Forsaken: "I had to restart, and a question that you asked there got lost. Please ask it again.",
		Stopping: "I am restarting. Please ask again in a minute.", Cut: "(I have to restart, so the answer ends here. Please ask again.)",
		Failed:  "Sorry, that did not work. Please try again.",
		TooLong: "That question is too long; I take up to 2,000 characters.", Empty: "Write your question with the mention, for example: @me What numbers does the article give?", NoWords: "There are no words in that. Write what you want to know, for example: What numbers does the article give?",
		Stale:    "This button no longer works. Please ask again.",
		NotYours: "Only the person who asked can use this button. Ask your own question with </ask>.",
		Changed:  "The article has been changed or removed since, so those passages are no longer there. Please ask again.",
		Thanks:   "Thank you for the feedback!",
		Mute:     "I am not allowed to write in <#%s>. Ask a moderator to let me send messages there, or ask me here.",
		Checked:  "Checked against the article:", Checkable: "There is no statement to check in this message.",
		Supported: "✅ the article says so", Unsure: "🟡 the article may say so; compare the sentence below", Opposed: "❌ the article says otherwise", Absent: "❔ not in the article",
	}
}

func englishLibrary() Library {
	return Library{
		Positions:     map[string]string{"": " · p. %s", "row": " · row %s", "slide": " · slide %s", "cell": " · cell %s", "second": " · %s"},
		Unwelcome:     "This server's settings do not let you ask here.",
		ManageOnly:    "Only members with the “Manage Server” permission can do that.",
		NoArticle:     "There is no article “%s”. </article> shows those that I answer from.",
		NoArticleKept: "There is no article “%s”. </library list> shows all of them.",
		NoArticles:    "This server's library has no articles yet, so I have nothing to answer from. Members with the “Manage Server” permission can add files and web pages with </library add>.",
		NoOwnArticles: "Your library has no articles yet, so I have nothing to answer from. Add a file or a web page with </library add>, in a direct message to me.",
		Example:       "To see how it works, ask the built-in example article, “%s”.", TryExample: "Ask the example article",
		Several: "“%s” could be any of %d articles. Choose one from the list that appears as you type, or give its whole title or its ID:",
		Listed:  "Articles in the library: %d", EmptyLibrary: "The library is empty. Add an article with </library add>.",
		Standing: "There are no articles of your own yet, so I answer from those that whoever runs this bot has prepared. Once you add one with </library add>, I answer only from yours.",
		Sizes:    "characters: %d, passages: %d",
		Removed:  "🗑️ “%s” is removed. It can be restored until %s; after that it is erased for good.", Restored: "↩️ “%s” is restored.", Restore: "Restore", Remove: "Remove “%s”",
		SureToRemove: "No article is titled exactly “%s”. Remove this one?", WhichToRemove: "“%s” could be any of these %d articles. Which one should be removed?",
		RemoveByID: "“%s” could be any of these %d articles, so nothing has been removed yet. Pick those to remove from the menu.",
		Shown:      "Showing %d to %d, the latest first", PickToRemove: "Pick articles to remove…", PickToRestore: "Pick articles to restore…",
		SureToRemoveAll: "Articles to remove: %d. They can be restored for an hour.", RemoveAll: "Remove (%d)", BackToList: "Back to the list", MoreOfOne: "</article> with the title of one of them tells what it is about.", MoreArticles: "… and %d more",
		RemovedAll: "🗑️ Articles removed: %d. They can be restored until %s; after that they are erased for good.",
		PageCount:  ", pages: %d", ByOther: "another member", ByUnknown: "not recorded",
		Facts:            map[string]string{"id": "ID", "size": "Size", "added": "Added", "by": "Added by", "author": "Author", "published": "Published", "source": "Source", "original": "The file itself is kept", "seen": "Read from pictures by"},
		TooLateToRestore: "It is too late to restore it: it has been erased for good. Removed articles are kept for an hour at most.", NotRestored: "❌ Not restored: %s", Superseded: "its later version, “%s”, is in the library; remove that first, then press again.",
		Adding: "📥 One moment…", Waiting: "⏳ In the queue: %s", Fetching: "🌐 Fetching: %s", Reading: "📖 Reading: %s", ReadingPart: "📖 Reading: %s (%d/%d)", ReadingPage: "📖 Reading: %s (page %d of %d, from its picture)",
		Added: "✅ Added “%s”", Replaced: "🔄 “%s” is replaced with its new version", Unchanged: "☑️ “%s” is already there, word for word",
		Sentence: "%s.", Advice: "%s; %s.", OfEnvironment: "%s of the environment", OfFile: "in %s, %s", NotReadable: "cannot be read",
		NothingIn: "▫️ There is nothing to add in “%s”.", Left: "▫️ Left out “%s”: %s", Cancelled: "🚫 Cancelled: %s", Cancel: "Cancel", Over: "It has already finished.",
		FailedToAdd: "❌ Not added: %s", NothingNamed: "attach a file or give an address.", Wordless: "that message has no words.", NoLink: "that message cannot be read; right-click it → Apps → {Add to library}.", TooBig: "the file is too large; I take up to 16 MiB.",
		TooMany: map[string]string{
			"articles": "the limit on articles is reached; remove some first.", "passages": "the limit on passages is reached; remove some articles first.",
			"passages of a file": "the file is too long to be asked about directly; divide it, or have a manager add it with </library add>.",
			"characters a day":   "today's limit on text that is read is reached; go on tomorrow.", "additions that wait": "too many additions are waiting; try again in a while.",
			"pages that are fetched again": "100 pages are fetched again already; choose “{library add every never}” for one of them first.",
		},
		Repeated: map[string]string{
			"daily": "🔁 The page is fetched again every day; what has changed is taken, and removing the article ends that.", "weekly": "🔁 The page is fetched again every week; what has changed is taken, and removing the article ends that.",
			"never": "🔁 The page is not fetched again.", "": "🔁 Only pages with an address are fetched again; this was a file or a message.",
		},
		NotRepeated: "🔁 The page is not fetched again: %s",
		Settings:    "**Current settings**", Everybody: "everybody", Everywhere: "every channel", Nobody: "nobody", Nowhere: "nowhere", Yes: "yes", No: "no", KeepsNone: "not at all", TellsNobody: " (but no questions are kept, so nobody is told: set “{settings set keep_questions}”)",
		Setting: "- %s: %s",
		Values:  map[string]string{"auto": "automatic", "zh-TW": "Traditional Chinese", "zh-CN": "Simplified Chinese", "en": "English", "extractive": "sentences of the articles only"},
		Names: map[string]string{
			"roles": "Who may ask", "channels": "Where", "blocked": "Who may not", "language": "Language", "mode": "Mode",
			"private": "Only the asker sees answers to commands", "listen": "Answers without a mention, where it is sure", "threads": "An answer opens a thread", "originals": "PDFs are kept, so that Sources shows the page", "tokens": "Language model tokens used today", "retain": "How long questions are kept", "reach": "Articles that are not for everybody", "tell": "Who asked is told of a later answer", "helpers": "Helpers, who can be called to an answer", "names": "Articles of solved threads name who wrote them", "approve": "Answers are looked at before they are shown", "desk": "Where they are looked at",
		},
		Exported:     "This is everything that is kept about you.",
		SureToForget: "This deletes the articles of your direct messages, your settings, your feedback and the questions that were kept. Articles that you added to a server are the server's and stay, but no longer say who added them. It cannot be undone.",
		ForgetMe:     "Delete everything", Forgotten: "Everything is deleted.",
	}
}

func englishRefusals() Refusals {
	return Refusals{
		Blocked:    "This server's AutoMod blocks this message, so it cannot be shown here. What only you can see is not blocked: use </ask> with “{ask private}” set to True, or ask me in a direct message.",
		NoAccess:   "I lack a permission in this channel, so Discord did not take my message. Ask a moderator to let me view the channel, send messages and attach files, or ask me in a direct message.",
		Archived:   "This thread is archived or locked, so I cannot answer in it. Open it again and ask once more, or ask me in another channel.",
		Deleted:    "My message was deleted before it was complete. If you still want the answer, please ask again.",
		TooLarge:   "This message or its file is too large for Discord. Please ask about a smaller part.",
		TooLate:    "Discord lets me respond to a command for 15 minutes, and this took longer. Please ask again.",
		NotTaken:   "Discord did not take my message (error %d). Please ask again in another way; if this goes on, tell whoever runs this bot.",
		Incomplete: "The answer above is not complete. ",
	}
}

func englishChannels() Channels {
	return Channels{
		Unreadable: "❌ I cannot read that: %s",
		AskAbout:   "What do you want to know about it? **Reply** to this message with your question.",
		FromFile:   "Answered from what was sent with the question. It is not kept.", ReplyOn: " Reply to this message to ask on about it.",
		HiddenReply: "Discord does not show me the message that you replied to, so this is answered without it. Attach the file to your question, or forward the message to me in a direct message.",
		RoleHidden:  "My role was mentioned, and Discord does not show me what such a message says. Pick me from the list, not the role of the same name.",
		AskOn:       "Ask on in this thread: **reply** to one of my messages, or mention me.", AskOnFreely: "Ask on in this thread. You need not mention me.",
		ByMessage:     "I may not write in <#%s>, so here is my answer:",
		NotSwitchedOn: "(whoever runs this bot has not switched this on)",
	}
}

func englishVisibility() Visibility {
	return Visibility{
		AskedBy: "Asked and made public by <@%s>", SeePublic: "See the public answer",
		AlreadyPublic: "This answer is already public: %s", PublicAlready: "This answer is already public, or is about to be.",
		PrivateOnly:      "In this server, only the asker sees answers to commands, so this one cannot be made public.",
		NoPost:           "You cannot send messages here, so you cannot make an answer public here either.",
		NotHeard:         "This server does not let apps that people bring along speak in public, so only you can see the answer.",
		NotYoursToRemove: "Only the person who asked, or a member with the “Manage Messages” permission, can remove this answer.",
		Stays:            "Discord did not let me delete this answer. Try again, or have a moderator delete the message.",
	}
}

func englishPages() Pages {
	return Pages{
		SeenBy:        " (read from a picture by %s)",
		Unread:        "⚠️ Not read: page %s. %s",
		UnreadYet:     "Add it again to try these pages once more; what was read is kept.",
		UnreadPicture: "🖼️ 1 picture not read", UnreadPictures: "🖼️ %d pictures not read",
		NotMarked: "(a sentence could not be marked on it)",
		NoRoom:    "The file itself is not kept, as this library’s space for files is used up, so its pages cannot be shown.",
	}
}
