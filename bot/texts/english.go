package texts

var english = Texts{
	Library: englishLibrary, Refusals: englishRefusals, Channels: englishChannels,
	Help: `**Footnote** answers questions about an article, and every statement has the sentence of the article that it rests on as a footnote. Where it is not sure, it says so and shows what comes closest; what the article does not say, it says it does not.

- **/ask**: a question; with private, only you see the answer
- **/search**: the passages that match best
- **/article**: what the article is about, its outline, where it comes from; all three take one article by name
- **/library**: add, list and remove articles (for members who may manage the server; in direct messages, articles of your own); what was removed can be restored for an hour
- right-click a message → Apps → **Check against the article**: each sentence of it is checked
- send me a direct message, or mention me in a channel; **reply** to an answer to ask on
- attach a file to your question, or forward a message to me, and I answer from that; it is not kept

The buttons under an answer: Sources (the passages, word by word), Nearest passages (where the article does not say), questions to ask next, 👍/👎.`,
	Privacy: `**Privacy**

- Your question is used to answer it. It is not kept, and not logged, unless those who manage the server have set that it is (/settings shows it), for 90 days at most. While I answer, it is kept encrypted, so that a restart does not lose it, and erased when the answer is out; its number alone stays for 15 minutes.
- What you send or forward with a question is read for that question and not kept.
- The articles of a library are the server's that they were added to, or your own in direct messages, and answer nobody else. What was removed can be restored for an hour, and is then erased for good. Seven days after I leave a server, its data is erased.
- 👍/👎 keeps which answer, whether good or not, when, and a code of you that leads back to nobody. No text.
- What was said before comes from Discord's own reply chain or direct messages. Nothing of it is kept.
- Where a language model is set up, the question and up to eight passages go to it. What it writes is kept for 30 days under a hash of the question, without who asked.
- I do not see your other messages, unless whoever runs me has switched that on. Even then I answer unasked only in channels that those who manage the server have chosen, and what I do not answer is not kept.
- **/privacy export** gives you all that is kept of you, **/privacy delete** deletes it at once, with what was removed a moment ago.`,
	Sources: "Sources", Retry: "Try again", Publish: "Make public",
	Nearest: "Nearest passages", ComeNearest: "These passages come nearest, but do not answer the question:",
	Searched: "The passages that match “%s” best:", Nothing: "No passage of the article has to do with “%s”.",
	Outline: "Outline", From: "Source: ",
	Attached: "The answer is long; all of it is in the file.",
	Queued:   "⏳ In the queue. Questions before yours: %s.",
	SlowDown: "That was a lot of questions. Please ask again %s.", Crowded: "This server is asking a lot right now. Please ask again %s.",
	Busy:     "Too many people are asking right now. Please try again in a few minutes.",
	Forsaken: "I had to restart, and a question that you asked there got lost. Please ask it again.",
	Stopping: "I am restarting. Please ask again in a minute.", Cut: "(I have to restart, so the answer ends here. Please ask again.)",
	Failed:  "Sorry, that did not work. Please try again.",
	TooLong: "That question is too long; 2,000 characters is the most I take.", Empty: "Write a question with it, such as: @me What numbers does the article give?",
	Stale:    "This button no longer works. Please ask again.",
	NotYours: "Only the person who asked can use this button; /ask is yours.",
	Changed:  "The article has changed since, so the passages are not there any more. Please ask again.",
	Thanks:   "Thank you for the feedback!",
	Mute:     "I may not write in <#%s>. Ask a moderator to let me send messages there, or ask me here.",
	Checked:  "Checked against the article:", Checkable: "There is no sentence to check in this message.",
	Supported: "✅ the article says so", Opposed: "❌ the article says otherwise", Absent: "❔ not in the article",
}

var englishLibrary = Library{
	Positions:     map[string]string{"": " · p. %s", "row": " · row %s", "slide": " · slide %s", "cell": " · cell %s", "second": " · %s"},
	Unwelcome:     "The settings of this server do not let you ask here.",
	ManageOnly:    "Only members who may manage the server can do that.",
	NoArticle:     "There is no article “%s”. /library list shows all of them.",
	NoArticles:    "This server's library has no articles yet, so I have nothing to answer from. Members who may manage the server can add files and web pages with /library add.",
	NoOwnArticles: "Your library has no articles yet, so I have nothing to answer from. Add a file or a web page with /library add.",
	Example:       "To see how it works, ask the built-in example article, “%s”.", TryExample: "Ask the example article",
	Several: "“%s” may be any of %d articles. Choose one from the list that appears as you type, or give its whole title or its ID:",
	Listed:  "%d articles are in the library:", EmptyLibrary: "The library is empty. /library add adds an article.",
	Standing: "There are no articles of your own yet, so I answer from those that the bot's owner has prepared. Once you add one with /library add, I answer from yours alone.",
	Sizes:    "%d characters, %d passages",
	Removed:  "🗑️ “%s” is removed. It can be restored until %s; after that it is erased for good.", Restored: "↩️ “%s” is restored.", Restore: "Restore", Remove: "Remove “%s”",
	SureToRemove: "No article has just the title “%s”. Remove this one?", WhichToRemove: "“%s” may be any of these %d articles. Which one is to be removed?",
	RemoveByID:       "“%s” may be any of %d articles, so nothing is removed yet. Use /library remove again and choose one from the list that appears as you type, or give its whole title or its ID:",
	TooLateToRestore: "It is too late to restore it: it is erased for good. What is removed is kept for an hour at the most.", NotRestored: "❌ Not restored: %s", Superseded: "its later version, “%s”, is in the library; remove that first, then press again.",
	Adding: "📥 One moment…", Waiting: "⏳ In the queue: %s", Fetching: "🌐 Fetching: %s", Reading: "📖 Reading: %s", ReadingPart: "📖 Reading: %s (%d/%d)",
	Added: "✅ Added “%s”", Replaced: "🔄 “%s” is replaced by its new version", Unchanged: "☑️ “%s” is there already, word for word",
	NotRead: map[string]string{
		"a Word document of before 2007 (.doc)":           "is a Word document of before 2007; open it in Word, LibreOffice or WPS and save it as DOCX.",
		"an Excel workbook of before 2007 (.xls)":         "is an Excel workbook of before 2007; open it in Excel, LibreOffice or WPS and save it as XLSX or CSV.",
		"a PowerPoint presentation of before 2007 (.ppt)": "is a PowerPoint presentation of before 2007; open it in PowerPoint, LibreOffice or WPS and save it as PPTX or PDF.",
		"an Office file of before 2007":                   "is an Office file of before 2007; save it in a newer format: DOCX, XLSX or PPTX.",
		"a message of Outlook (.msg)":                     "is a message of Outlook; save or forward it as EML.",
		"an Office file with a password":                  "has a password; save it without one.",
		"a picture or a scan, not text":                   "is a picture or a scan; run OCR on it and add the text or the PDF that comes of it.",
		"a PDF that has no text, only pictures of it":     "is a scanned PDF without text; run OCR on it, for example with ocrmypdf, and add what comes of it.",
		"an OpenDocument spreadsheet or presentation":     "is an OpenDocument spreadsheet or presentation; save it as XLSX, PPTX or PDF.",
		"a document of Apple's iWork":                     "is a document of Pages, Numbers or Keynote; export it as DOCX, XLSX, PPTX or PDF.",
		"a Kindle book":                                   "is a Kindle book; convert it to EPUB, for example with Calibre.",
		"an archive that is no zip":                       "is an archive that is no zip; unpack it, or pack it as zip.",
	},
	Left: "▫️ Left out %s: %s", Cancelled: "🚫 Cancelled: %s", Cancel: "Cancel", Over: "It is over already.",
	FailedToAdd: "❌ Not added: %s", NothingNamed: "attach a file, or write an address.", NoLink: "that message cannot be read; right-click it → Apps → Add to library.", TooBig: "the file is too large; 16 MiB is the most I take.",
	TooMany: map[string]string{
		"articles": "there are as many articles as there may be; remove some first.", "passages": "there are as many passages as there may be; remove some articles first.",
		"characters a day": "enough was added for today; go on tomorrow.", "additions that wait": "too many additions wait; try again in a while.",
		"pages that are fetched again": "100 pages are fetched again already; choose never for one of them first.",
	},
	Repeated: map[string]string{
		"daily": "🔁 The page is fetched again every day; what has changed is taken, and removing the article ends that.", "weekly": "🔁 The page is fetched again every week; what has changed is taken, and removing the article ends that.",
		"never": "🔁 The page is not fetched again.", "": "🔁 Only pages with an address are fetched again; this was a file or a message.",
	},
	NotRepeated: "🔁 The page is not fetched again: %s",
	Settings:    "**How it is set now**", Everybody: "everybody", Everywhere: "every channel", Nobody: "nobody", Yes: "yes", No: "no", Days: "%d days (0 keeps none)",
	Names: map[string]string{
		"roles": "Who may ask", "channels": "Where", "blocked": "Who may not", "language": "Language", "mode": "Mode",
		"private": "Commands are answered to the asker alone", "listen": "Answers without a mention, where it is sure", "threads": "An answer opens a thread", "tokens": "Tokens of the language model used today", "retain": "Questions are kept for",
	},
	Exported:     "This is all that is kept of you.",
	SureToForget: "This deletes the articles of your direct messages, your settings, your feedback and the questions that were kept. Articles that you added to a server are the server's and stay, but no longer say who added them. It cannot be undone.",
	ForgetMe:     "Delete everything", Forgotten: "Everything is deleted.",
}

var englishRefusals = Refusals{
	Blocked:    "This server's AutoMod blocks this message, so it cannot be shown here. What only you can see is not blocked: use **/ask** with private set to True, or ask me in a direct message.",
	NoAccess:   "I lack a permission in this channel, so Discord did not take my message. Ask a moderator to let me view the channel, send messages and attach files, or ask me in a direct message.",
	Archived:   "This thread is archived or locked, so I cannot answer in it. Open it again and ask once more, or ask me in another channel.",
	Deleted:    "My message was deleted before it was complete. If you still want the answer, please ask again.",
	TooLarge:   "This message or its file is too large for Discord. Please ask about a smaller part.",
	TooLate:    "Discord lets me respond to a command for 15 minutes, and this took longer. Please ask again.",
	NotTaken:   "Discord did not take my message (error %d). Please ask again in another way; if this goes on, tell whoever runs this bot.",
	Incomplete: "The answer above is not complete. ",
}

var englishChannels = Channels{
	Unreadable:  "❌ I cannot read that: %s",
	AskAbout:    "What do you want to know about it? **Reply** to this message with your question.",
	FromFile:    "Answered from what was sent with the question. It is not kept; reply to this message to ask on about it.",
	HiddenReply: "Discord does not show me the message that you replied to, so this is answered without it. Attach the file to your question, or forward the message to me in a direct message.",
	RoleHidden:  "My role was mentioned, and Discord does not show me what such a message says. Pick me from the list, not the role of the same name.",
	AskOn:       "Ask on in this thread: **reply** to one of my messages, or mention me.", AskOnFreely: "Ask on in this thread. You need not mention me.",
	ByMessage:     "I may not write in <#%s>, so here is my answer:",
	NotSwitchedOn: "(whoever runs this bot has not switched this on)",
}
