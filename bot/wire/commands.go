package wire

import (
	"github.com/bwmarrin/discordgo"
)

// Names of the commands, as interactions carry them; of those with parts, the
// part follows after a space.
const (
	CommandAsk     = "ask"
	CommandSearch  = "search"
	CommandArticle = "article"
	CommandHelp    = "help"
	CommandCheck   = "Check against the article"
	CommandAdd     = "Add to library"

	CommandPolicy = "privacy policy"
	CommandExport = "privacy export"
	CommandDelete = "privacy delete"

	CommandLibraryAdd    = "library add"
	CommandLibraryList   = "library list"
	CommandLibraryInfo   = "library info"
	CommandLibraryRemove = "library remove"

	CommandSettingsShow  = "settings show"
	CommandSettingsSet   = "settings set"
	CommandSettingsReset = "settings reset"
)

// Commands are what Discord shows, in the languages that the bot speaks. They
// work in servers, in direct messages, and wherever a person has taken the bot
// along.
func Commands() []*discordgo.ApplicationCommand {
	return []*discordgo.ApplicationCommand{
		slash(CommandAsk, localized{"", "提問", "提问"}, localized{"Ask about the articles", "問一個關於文章的問題", "问一个关于文章的问题"},
			required(text(OptionQuestion, localized{"", "問題", "问题"}, localized{"In Chinese or English", "中文或英文都可以", "中文或英文都可以"})),
			articleOption(localized{"Ask about one article only", "只問這一篇文章", "只问这一篇文章"}),
			input(discordgo.ApplicationCommandOptionAttachment, OptionFile, localized{"", "檔案", "文件"},
				localized{"Ask about this file in place of the articles; it is not kept", "改為詢問這個檔案，檔案不會保存", "改为询问这个文件，文件不会保存"}),
			input(discordgo.ApplicationCommandOptionBoolean, OptionPrivate, localized{"", "私密", "私密"}, localized{"Only you see the answer", "只有你看得到答案", "只有你看得到答案"})),
		slash(CommandSearch, localized{"", "搜尋", "搜索"}, localized{"Show the passages that match best", "找出最相關的段落", "找出最相关的段落"},
			required(text(OptionQuery, localized{"", "關鍵字", "关键词"}, localized{"What to look for", "要找什麼", "要找什么"})),
			articleOption(localized{"Search one article only", "只搜尋這一篇文章", "只搜索这一篇文章"})),
		slash(CommandArticle, localized{"", "文章", "文章"}, localized{"What an article is about, and its outline", "文章的大意、大綱和出處", "文章的大意、大纲和出处"},
			articleOption(localized{"Which article", "哪一篇文章", "哪一篇文章"})),
		slash(CommandHelp, localized{"", "說明", "帮助"}, localized{"What this bot can do", "這個機器人會做什麼", "这个机器人会做什么"}),
		privacyCommand(),
		libraryCommand(),
		settingsCommand(),
		onMessage(CommandCheck, localized{"", "用文章核對", "用文章核对"}),
		managed(onMessage(CommandAdd, localized{"", "加入文庫", "加入文库"})),
	}
}

func privacyCommand() *discordgo.ApplicationCommand {
	return slash("privacy", localized{"", "隱私", "隐私"}, localized{"What is kept of you", "保存了你的什麼資料", "保存了你的什么数据"},
		part("policy", localized{"", "說明", "说明"}, localized{"What is kept, and what is not", "保存什麼、不保存什麼", "保存什么、不保存什么"}),
		part("export", localized{"", "匯出", "导出"}, localized{"Get all that is kept of you", "取得保存的所有關於你的資料", "取得保存的所有关于你的数据"}),
		part("delete", localized{"", "刪除", "删除"}, localized{"Delete all that is kept of you", "刪除保存的所有關於你的資料", "删除保存的所有关于你的数据"}))
}

func libraryCommand() *discordgo.ApplicationCommand {
	which := localized{"Which article", "哪一篇文章", "哪一篇文章"}
	return managed(slash("library", localized{"", "文庫", "文库"}, localized{"The articles that are answered from", "用來回答的文章", "用来回答的文章"},
		part("add", localized{"", "新增", "添加"}, localized{"Add an article: a file or an address", "新增文章：檔案或網址", "添加文章：文件或网址"},
			input(discordgo.ApplicationCommandOptionAttachment, OptionFile, localized{"", "檔案", "文件"},
				localized{"PDF, Office, EPUB, HTML, text, tables, mail, subtitles and more, or a zip of them", "PDF、Office、EPUB、HTML、純文字、表格、郵件、字幕等，或其壓縮檔", "PDF、Office、EPUB、HTML、纯文本、表格、邮件、字幕等，或其压缩包"}),
			text(OptionURL, localized{"", "網址", "网址"}, localized{"Address of a page, or link of a message", "網頁的網址，或訊息連結", "网页的网址，或消息链接"}),
			named(text(OptionEvery, localized{"", "更新", "更新"}, localized{"Fetch the page again so often, and take what has changed", "每隔多久重新讀取網頁，有變動就更新文章", "每隔多久重新读取网页，有变动就更新文章"}),
				[]string{"daily", "weekly", "never"}, localized{"", "每天", "每天"}, localized{"", "每週", "每周"}, localized{"", "不再更新", "不再更新"})),
		part("list", localized{"", "列表", "列表"}, localized{"Which articles there are", "有哪些文章", "有哪些文章"}),
		part("info", localized{"", "資訊", "信息"}, localized{"All about one article", "一篇文章的詳細資訊", "一篇文章的详细信息"}, required(articleOption(which))),
		part("remove", localized{"", "移除", "移除"}, localized{"Remove an article", "移除一篇文章", "移除一篇文章"}, required(articleOption(which)))))
}

func settingsCommand() *discordgo.ApplicationCommand {
	c := managed(slash("settings", localized{"", "設定", "设置"}, localized{"How the bot behaves in this server", "機器人在這個伺服器的行為", "机器人在这个服务器的行为"},
		part("show", localized{"", "查看", "查看"}, localized{"How it is set now", "目前的設定", "当前的设置"}),
		part("reset", localized{"", "重設", "重置"}, localized{"As if nothing had been set", "恢復原本的設定", "恢复原来的设置"}),
		part("set", localized{"", "變更", "更改"}, localized{"Change what you name; the rest stays", "只變更你填的項目", "只更改你填的项目"},
			input(discordgo.ApplicationCommandOptionRole, "allow_role", localized{"", "允許身分組", "允许身份组"}, localized{"A role that may ask; without any, everybody may", "可以提問的身分組；沒有指定時所有人都可以", "可以提问的身份组；没有指定时所有人都可以"}),
			input(discordgo.ApplicationCommandOptionRole, "remove_role", localized{"", "取消身分組", "取消身份组"}, localized{"No longer a role that may ask by name", "不再指定這個身分組", "不再指定这个身份组"}),
			input(discordgo.ApplicationCommandOptionChannel, "allow_channel", localized{"", "允許頻道", "允许频道"}, localized{"A channel to ask in; without any, all are", "可以提問的頻道；沒有指定時全部都可以", "可以提问的频道；没有指定时全部都可以"}),
			input(discordgo.ApplicationCommandOptionChannel, "remove_channel", localized{"", "取消頻道", "取消频道"}, localized{"No longer a channel to ask in by name", "不再指定這個頻道", "不再指定这个频道"}),
			input(discordgo.ApplicationCommandOptionUser, "block", localized{"", "封鎖", "屏蔽"}, localized{"A person who may not ask", "不能提問的人", "不能提问的人"}),
			input(discordgo.ApplicationCommandOptionUser, "unblock", localized{"", "解除封鎖", "解除屏蔽"}, localized{"A person who may ask again", "可以再提問的人", "可以再提问的人"}),
			named(text("language", localized{"", "語言", "语言"}, localized{"What the bot's own words are in", "機器人自己的文字用什麼語言", "机器人自己的文字用什么语言"}), []string{"auto", "zh-TW", "zh-CN", "en"},
				localized{"", "自動", "自动"}, localized{"", "繁體中文", "繁体中文"}, localized{"", "簡體中文", "简体中文"}, localized{"", "英文", "英文"}),
			named(text("mode", localized{"", "模式", "模式"}, localized{"Who writes: a language model if there is one, or sentences of the articles", "由語言模型作答（如果有），或只用文章原句", "由语言模型作答（如果有），或只用文章原句"}), []string{"auto", "extractive"},
				localized{"", "自動", "自动"}, localized{"", "只用文章原句", "只用文章原句"}),
			input(discordgo.ApplicationCommandOptionBoolean, OptionPrivate, localized{"", "私密", "私密"}, localized{"Commands are answered to the asker alone", "指令的答案只給提問者看", "命令的答案只给提问者看"}),
			input(discordgo.ApplicationCommandOptionChannel, "listen", localized{"", "主動回答頻道", "主动回答频道"}, localized{"A channel or forum to answer in without a mention, where the answer is sure", "不必提及也會回答的頻道或論壇，只回答有把握的", "不必提及也会回答的频道或论坛，只回答有把握的"}),
			input(discordgo.ApplicationCommandOptionChannel, "stop_listening", localized{"", "停止主動回答", "停止主动回答"}, localized{"No longer a channel to answer in without a mention", "不再在這個頻道主動回答", "不再在这个频道主动回答"}),
			input(discordgo.ApplicationCommandOptionBoolean, "threads", localized{"", "討論串", "子区"}, localized{"An answer opens a thread, to ask on in", "每個答案開一個討論串，可以接著問", "每个答案开一个子区，可以接着问"}),
			between(input(discordgo.ApplicationCommandOptionInteger, "daily_tokens", localized{"", "每日額度", "每日额度"}, localized{"Tokens of the language model in a day; 0 is as much as the bot's owner allows", "語言模型每日可用的 token；0 為擁有者允許的上限", "语言模型每日可用的 token；0 为拥有者允许的上限"}), 0, maxTokens),
			between(input(discordgo.ApplicationCommandOptionInteger, "keep_questions", localized{"", "保存問題", "保存问题"}, localized{"Days that questions are kept; 0, as it is at first, keeps none", "問題保存幾天；0（預設）為不保存", "问题保存几天；0（默认）为不保存"}), 0, MaxRetain))))
	c.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
	return c
}
