package texts

func traditional() *Texts {
	return &Texts{
		Library: traditionalLibrary(), Refusals: traditionalRefusals(), Channels: traditionalChannels(), Visibility: traditionalVisibility(), Pages: traditionalPages(), Commands: traditionalCommands(), Insights: traditionalInsights(), Answers: traditionalAnswers(), Solved: traditionalSolved(), Handoff: traditionalHandoff(), Aging: traditionalAging(), Reach: traditionalReach(), Approval: traditionalApproval(), Policy: traditionalPolicy(), Errors: traditionalErrors(), Parts: traditionalParts(), Console: joined(traditionalConsole(), traditionalCauses()),
		Help: `**Footnote** 根據文章回答問題，每一句話都附上文章原句作為註腳。沒有把握時會直說，並列出最接近的句子；文章沒提到的，就說沒提到。

- </ask>（{ask}）：問一個問題；開啟「{ask private}」就只有你看得到
- </search>（{search}）：找出最相關的段落
- </article>（{article}）：文章的大意、大綱和出處；這三個指令都可以用「{ask article}」選項指定一篇文章
- </library add>、</library list>、</library remove>（{library}）：新增、列出、移除文章（需要「管理伺服器」權限；在私訊裡是你自己的文庫）；移除後一小時內可以還原
- </settings show>、</settings set>（{settings}）：誰可以問、在哪裡問、我用什麼語言
- </insights>（{insights}）：大家問了什麼、哪些沒有答案（需要「管理伺服器」權限）
- </answers add>、</answers list>（{answers}）：為問題指定你自己寫的答案（需要同樣的權限）
- 在訊息上按右鍵 → 應用程式 → **{Check against the article}**：逐句核對
- 私訊我，或在頻道裡提及我；**回覆**我的答案可以追問
- 提問時附上檔案，或把訊息轉傳給我，我就根據它回答；內容不會保存
- </privacy policy>（{privacy}）：保存什麼、不保存什麼

答案下面的按鈕：來源（顯示原文段落；伺服器有保存 PDF 原檔的話，也顯示那一頁）、最接近的段落（文章沒有提到時）、接著可以問的問題、👍／👎、公開這一則（私密的答案，只能公開一次）、請真人幫忙（通知伺服器指定的幫手，一個答案一次）、🗑️（刪除你問的答案）。`,
		Greeting: `👋 大家好，我是 **Footnote**。我用這個伺服器的文章回答問題，每一句話都附上文章原句。

**能管理伺服器的人**：用 </library add> 加入要用來回答的檔案或網頁；用 </settings set> 決定誰可以問、在哪裡問、我用什麼語言。
**所有人**：用 </ask> 提問，或直接提及我。其他用法請看 </help>，保存哪些資料請看 </privacy policy>。`,
		Quoted: "✅ 以文章原句回答", Written: "🤖 由語言模型撰寫，每句話都對照過文章",
		Uncertain: "⚠️ 不確定", Disagreeing: "⚠️ 說法不一", Unanswered: "❔ 找不到答案",
		LeftOut: "[…] 模型寫的內容有一部分在文章裡找不到依據，已略去。", InBold: "粗體是回答所依據的句子。",
		ReadOn: "讀取於 %s", DayForm: "2006-01-02",
		Sources: "來源", Retry: "再試一次", Publish: "公開這一則",
		Nearest: "最接近的段落", ComeNearest: "這些段落最接近，但沒有回答這個問題：",
		Searched: "「%s」最相關的段落：", Nothing: "文章裡找不到和「%s」有關的段落。",
		Outline: "大綱", From: "出處：",
		Attached: "答案很長，全文在附件裡。",
		Queued:   "⏳ 排隊中：前面還有 %s 個問題。",
		SlowDown: "你問得有點快，請在 %s 再問。", Crowded: "這個伺服器現在問題太多，請在 %s 再問。",
		Busy:     "現在問題太多，請幾分鐘後再問。",
		Forsaken: "我重新啟動時，你在那裡問的一個問題沒能回答。請再問一次。",
		Stopping: "我正在重新啟動，請一分鐘後再問。", Cut: "（我必須重新啟動，答案到此中斷，請再問一次。）",
		Failed:  "很抱歉，這次沒有成功。請再試一次。",
		TooLong: "問題太長了，請縮短到 2000 個字以內。", Empty: "請寫下你的問題，例如：@我 文章提到哪些數字？", NoWords: "你寫的內容裡沒有文字。請寫下你想知道的，例如：文章提到哪些數字？",
		Stale:    "這個按鈕已經失效，請重新提問。",
		NotYours: "這個按鈕只有提問的人可以用；你可以用 </ask> 自己問。",
		Changed:  "文章已經更新或移除，找不到當時引用的段落。請重新提問。",
		Thanks:   "謝謝你的回饋！",
		Mute:     "我不能在 <#%s> 發言，請管理員給我「傳送訊息」的權限，或在這裡問我。",
		Checked:  "逐句核對的結果：", Checkable: "這則訊息裡沒有可以核對的句子。",
		Supported: "✅ 與文章相符", Unsure: "🟡 不確定是否與文章相符，請對照下面的原文", Opposed: "❌ 與文章不符", Absent: "❔ 文章沒有提到",
	}
}

func traditionalLibrary() Library {
	return Library{
		Positions:     map[string]string{"": " · 第 %s 頁", "row": " · 第 %s 列", "slide": " · 第 %s 張投影片", "cell": " · 第 %s 個儲存格", "second": " · %s"},
		Unwelcome:     "依這個伺服器的設定，你不能在這裡提問。",
		ManageOnly:    "只有具備「管理伺服器」權限的成員可以這麼做。",
		NoArticle:     "找不到文章「%s」。用 </article> 可以看到我用來回答的文章。",
		NoArticleKept: "找不到文章「%s」。用 </library list> 可以看到所有文章。",
		NoArticles:    "這個伺服器的文庫還沒有文章，我沒有內容可以用來回答。能「管理伺服器」的成員可以用 </library add> 加入檔案或網頁。",
		NoOwnArticles: "你的文庫還沒有文章，我沒有內容可以用來回答。在和我的私訊裡，用 </library add> 就能加入檔案或網頁。",
		Example:       "想先試試看，可以用內建的示範文章「%s」回答。", TryExample: "用示範文章回答",
		Several: "「%s」可能指 %d 篇文章中的任何一篇。請從清單中選一篇，或填入完整的標題或 ID：",
		Listed:  "文庫裡有 %d 篇文章", EmptyLibrary: "文庫是空的。用 </library add> 新增文章。",
		Standing: "這裡還沒有自己的文章，我先用架設者準備的文章回答。用 </library add> 新增文章後，就只用你們的文章回答。",
		Sizes:    "%d 個字、%d 個段落",
		Removed:  "🗑️ 已移除「%s」。%s 以前可以還原，之後會永久刪除。", Restored: "↩️ 已還原「%s」。", Restore: "還原", Remove: "移除「%s」",
		SureToRemove: "沒有標題剛好是「%s」的文章。要移除這一篇嗎？", WhichToRemove: "「%s」可能指這 %d 篇文章，要移除哪一篇？",
		RemoveByID: "「%s」可能指這 %d 篇文章，什麼都還沒有移除。請在選單裡選出要移除的文章。",
		Shown:      "第 %d 到 %d 篇，最新的在前", PickToRemove: "選取要移除的文章…", PickToRestore: "選取要還原的文章…",
		SureToRemoveAll: "要移除這 %d 篇文章嗎？移除後一小時內可以還原。", RemoveAll: "移除 %d 篇", BackToList: "回到列表", MoreOfOne: "用 </article> 指定其中一篇，就能看到它的大意。", MoreArticles: "……另外還有 %d 篇",
		RemovedAll: "🗑️ 已移除 %d 篇文章。%s 以前可以還原，之後會永久刪除：",
		PageCount:  "、%d 頁", ByOther: "另一位成員", ByUnknown: "沒有記錄",
		Facts:            map[string]string{"id": "ID", "size": "長度", "added": "加入時間", "by": "加入者", "author": "作者", "published": "發表時間", "source": "出處", "original": "保存的原檔", "seen": "從圖片讀出的模型"},
		TooLateToRestore: "無法還原了：文章已經永久刪除。移除的文章最多保留一小時。", NotRestored: "❌ 沒有還原：%s", Superseded: "文庫裡有它的新版本「%s」，請先移除新版本，再按一次。",
		Adding: "📥 正在準備…", Waiting: "⏳ 排隊中：%s", Fetching: "🌐 正在下載：%s", Reading: "📖 正在讀取：%s", ReadingPart: "📖 正在讀取：%s（%d／%d）", ReadingPage: "📖 正在讀取：%s（從圖片讀第 %d 頁，共 %d 頁）",
		Added: "✅ 已加入「%s」", Replaced: "🔄 已更新「%s」", Unchanged: "☑️ 已經有「%s」了，內容相同",
		Sentence: "%s。", Advice: "%s；%s。", OfEnvironment: "環境變數 %s", OfFile: "%s 裡的 %s", NotReadable: "無法讀取",
		NothingIn: "▫️「%s」裡沒有可以加入的檔案。", Left: "▫️ 略過「%s」：%s", Cancelled: "🚫 已取消：%s", Cancel: "取消", Over: "已經結束了。",
		FailedToAdd: "❌ 沒有加入：%s", NothingNamed: "請附上檔案，或寫下網址。", Wordless: "那則訊息裡沒有文字。", NoLink: "讀不到那則訊息；請在訊息上按右鍵 → 應用程式 → {Add to library}。", TooBig: "檔案太大，最多 16 MiB。",
		TooMany: map[string]string{
			"articles": "這裡的文章已達上限，請先移除一些。", "passages": "這裡的段落已達上限，請先移除一些文章。",
			"passages of a file": "檔案太長，無法直接提問；請拆成幾份，或請管理者用 </library add> 加入文庫。",
			"characters a day":   "今天讀取的字數已達上限，請明天再試。", "additions that wait": "排隊中的新增已達上限，請稍後再加。",
			"pages that are fetched again": "定期更新的網頁已有 100 個；請先把其中一個設為「{library add every never}」。",
		},
		Repeated: map[string]string{
			"daily": "🔁 之後每天會重新讀取這個網頁，有變動就更新文章；移除文章後就不再讀取。", "weekly": "🔁 之後每週會重新讀取這個網頁，有變動就更新文章；移除文章後就不再讀取。",
			"never": "🔁 之後不再重新讀取這個網頁。", "": "🔁 只有網頁能定期重新讀取；這是檔案或訊息。",
		},
		NotRepeated: "🔁 無法定期重新讀取這個網頁：%s",
		Settings:    "**目前的設定**", Everybody: "所有人", Everywhere: "所有頻道", Nobody: "沒有人", Nowhere: "沒有", Yes: "是", No: "否", KeepsNone: "不保存", TellsNobody: "（沒有保存問題，所以不會通知：請設定「{settings set keep_questions}」）",
		Setting: "- %s：%s",
		Values:  map[string]string{"auto": "自動", "zh-TW": "繁體中文", "zh-CN": "簡體中文", "en": "英文", "extractive": "只用文章原句"},
		Names: map[string]string{
			"roles": "可以提問的身分組", "channels": "可以提問的頻道", "blocked": "不能提問的人", "language": "語言", "mode": "模式",
			"private": "指令的答案只給提問者看", "listen": "不必提及也會主動回答的頻道（有把握才回答）", "threads": "每個答案開一個討論串", "originals": "保存 PDF 原檔，「來源」會顯示頁面", "tokens": "語言模型今天用掉的 token", "retain": "問題保存期限", "reach": "不是所有人都能看的文章", "tell": "後來有了答案就通知提問者", "helpers": "可以請來幫忙的人", "names": "由解決的討論串做成的文章，寫出是誰寫的", "approve": "先有人看過才公布答案的頻道", "desk": "審閱答案的頻道",
		},
		Exported:     "這是保存的所有關於你的資料。",
		SureToForget: "這會刪除你私訊文庫裡的文章、設定、回饋，以及保存的問題。你加入伺服器文庫的文章屬於伺服器，會留下，但不再記錄是你加入的。無法復原。",
		ForgetMe:     "全部刪除", Forgotten: "已經全部刪除。",
	}
}

func traditionalRefusals() Refusals {
	return Refusals{
		Blocked:    "這個伺服器的 AutoMod 擋下了這則訊息，所以不能顯示在這裡。只有你看得到的訊息不受影響：請用 </ask> 並開啟「{ask private}」，或私訊問我。",
		NoAccess:   "我在這個頻道的權限不足，所以 Discord 沒有接受我的訊息。請管理員給我「檢視頻道」、「傳送訊息」和「附加檔案」的權限，或私訊問我。",
		Archived:   "這個討論串已經封存或鎖定，我不能在裡面回答。請重新開啟討論串再問一次，或在別的頻道問我。",
		Deleted:    "我的訊息還沒寫完就被刪除了。如果還需要答案，請再問一次。",
		TooLarge:   "這則訊息或附件太大，Discord 沒有接受。請縮小範圍，只問其中一部分。",
		TooLate:    "Discord 只讓我在 15 分鐘內回應指令，這次超過了時間。請再問一次。",
		NotTaken:   "Discord 沒有接受我的訊息（錯誤代碼 %d）。請換個方式再問一次；如果一再發生，請告訴架設這個機器人的人。",
		Incomplete: "上面的答案不完整。",
	}
}

func traditionalChannels() Channels {
	return Channels{
		Unreadable: "❌ 無法讀取：%s",
		AskAbout:   "你想問什麼呢？請**回覆**這則訊息，寫下你的問題。",
		FromFile:   "以上是根據你隨問題傳來的內容回答的；這些內容不會保存。", ReplyOn: "想繼續問，請回覆這則訊息。",
		HiddenReply: "Discord 不讓我看到你回覆的那則訊息，所以這個答案沒有參考它。請把檔案附在問題裡，或把那則訊息私訊轉傳給我。",
		RoleHidden:  "你提及的是我的身分組，而 Discord 不讓我看到這種訊息的內容。請在選單裡選我本人，不要選同名的身分組。",
		AskOn:       "可以在這個討論串裡繼續問：請**回覆**我的訊息，或提及我。", AskOnFreely: "可以在這個討論串裡繼續問，不必提及我。",
		ByMessage:     "我不能在 <#%s> 發言，所以在這裡回答：",
		NotSwitchedOn: "（架設這個機器人的人沒有開啟這項功能）",
	}
}

func traditionalVisibility() Visibility {
	return Visibility{
		AskedBy: "由 <@%s> 提問並公開", SeePublic: "前往公開的答案",
		AlreadyPublic: "這個答案已經公開過了：%s", PublicAlready: "這個答案已經公開，或正要公開。",
		PrivateOnly:      "這個伺服器設定指令的答案只給提問者看，所以不能公開。",
		NoPost:           "你不能在這裡傳送訊息，所以也不能在這裡公開答案。",
		NotHeard:         "這個伺服器不讓成員自己安裝的應用程式公開發言，所以答案只有你看得到。",
		NotYoursToRemove: "只有提問的人，或有「管理訊息」權限的成員，才能刪除這個答案。",
		Stays:            "Discord 沒有讓我刪除這個答案。請再試一次，或請管理員刪除這則訊息。",
	}
}

func traditionalPages() Pages {
	return Pages{
		SeenBy:        "（由 %s 從圖片讀出）",
		Unread:        "⚠️ 沒有讀的頁面：%s。%s",
		UnreadYet:     "重新加入就會再試這些頁面；讀好的會留著。",
		UnreadPicture: "🖼️ 有 1 張圖片沒有讀取", UnreadPictures: "🖼️ 有 %d 張圖片沒有讀取",
		NotMarked: "（有句子無法在頁面上標示）",
		NoRoom:    "保存原檔的空間已滿，這個檔案本身沒有保存，所以不能顯示頁面。",
	}
}
