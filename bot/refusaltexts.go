package bot

// refusalTexts are what the bot says in place of a message that Discord does not
// take, in one language.
type refusalTexts struct {
	blocked    string // by AutoMod
	noAccess   string
	archived   string
	deleted    string
	tooLarge   string
	tooLate    string
	notTaken   string // with the number of Discord's error
	incomplete string // stands before the others where a part of the answer is there
}

var traditionalRefusals = refusalTexts{
	blocked:    "這個伺服器的 AutoMod 擋下了這則訊息，所以不能顯示在這裡。只有你看得到的訊息不受影響：請用 **/ask** 並把 private 設為 True，或私訊問我。",
	noAccess:   "我在這個頻道的權限不足，所以 Discord 沒有接受我的訊息。請管理員給我「檢視頻道」、「傳送訊息」和「附加檔案」的權限，或私訊問我。",
	archived:   "這個討論串已經封存或鎖定，我不能在裡面回答。請重新開啟討論串再問一次，或在別的頻道問我。",
	deleted:    "我的訊息還沒寫完就被刪除了。如果還需要答案，請再問一次。",
	tooLarge:   "這則訊息或附件太大，Discord 沒有接受。請縮小範圍，只問其中一部分。",
	tooLate:    "Discord 只讓我在 15 分鐘內回應指令，這次超過了時間。請再問一次。",
	notTaken:   "Discord 沒有接受我的訊息（錯誤代碼 %d）。請換個方式再問一次；如果一再發生，請告訴架設這個機器人的人。",
	incomplete: "上面的答案不完整。",
}

var simplifiedRefusals = refusalTexts{
	blocked:    "这个服务器的 AutoMod 拦截了这条消息，所以不能显示在这里。只有你看得到的消息不受影响：请用 **/ask** 并把 private 设为 True，或私信问我。",
	noAccess:   "我在这个频道的权限不足，所以 Discord 没有接受我的消息。请管理员给我“查看频道”、“发送消息”和“附加文件”的权限，或私信问我。",
	archived:   "这个子区已经归档或锁定，我不能在里面回答。请重新打开子区再问一次，或在别的频道问我。",
	deleted:    "我的消息还没写完就被删除了。如果还需要答案，请再问一次。",
	tooLarge:   "这条消息或附件太大，Discord 没有接受。请缩小范围，只问其中一部分。",
	tooLate:    "Discord 只让我在 15 分钟内回应命令，这次超过了时间。请再问一次。",
	notTaken:   "Discord 没有接受我的消息（错误代码 %d）。请换个方式再问一次；如果一再发生，请告诉架设这个机器人的人。",
	incomplete: "上面的答案不完整。",
}

var englishRefusals = refusalTexts{
	blocked:    "This server's AutoMod blocks this message, so it cannot be shown here. What only you can see is not blocked: use **/ask** with private set to True, or ask me in a direct message.",
	noAccess:   "I lack a permission in this channel, so Discord did not take my message. Ask a moderator to let me view the channel, send messages and attach files, or ask me in a direct message.",
	archived:   "This thread is archived or locked, so I cannot answer in it. Open it again and ask once more, or ask me in another channel.",
	deleted:    "My message was deleted before it was complete. If you still want the answer, please ask again.",
	tooLarge:   "This message or its file is too large for Discord. Please ask about a smaller part.",
	tooLate:    "Discord lets me respond to a command for 15 minutes, and this took longer. Please ask again.",
	notTaken:   "Discord did not take my message (error %d). Please ask again in another way; if this goes on, tell whoever runs this bot.",
	incomplete: "The answer above is not complete. ",
}
