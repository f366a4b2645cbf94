package samples

// A Question is a question that one sentence of a sample file answers.
type Question struct {
	File     string
	Question string
	Quote    string // part of that sentence
	Section  string // heading of its section; empty for the PDF
	Page     int    // page in the PDF; 0 for other files
}

// Questions returns questions on the files in [Folder]: two in Chinese for each file, one in each
// script, and two in English in all.
func Questions() []Question {
	return []Question{
		{Observatory, "觀測站的錨系有多長？", "四百二十米的锚系", "一、仪器", 0},
		{Observatory, "台风路径的误差减少到多少公里？", "减到了七十四公里", "二、数据的用处", 0},
		{Observatory, "How many papers have used the data of the ocean observatory?", "二百三十七篇论文", "二、数据的用处", 0},
		{Bridge, "青石渡橋在哪一年通車？", "於一九七一年通車", "", 1},
		{Bridge, "更换支承的时候桥面被顶高多少？", "橋面頂高十五公釐", "", 2},
		{Tea, "云雾绿茶每公斤卖到多少钱？", "每公斤卖到九百六十元", "收成", 0},
		{Tea, "茶廠的留樣要保存幾年？", "保存三年", "加工", 0},
		{Seeds, "停電以後庫房可以撐多少天？", "四十天之內不超過零度", "山洞", 0},
		{Seeds, "发芽率低于多少要重新采集？", "發芽率低於百分之八十五", "甦醒", 0},
		{Reservoir, "柳湾地下蓄水池能装多少雨水？", "可以装下四十万立方米雨水", "柳湾地下蓄水池投入使用 能装下四十万立方米雨水", 0},
		{Reservoir, "蓄水池工程花了多少錢？", "花了十八亿六千万元", "居民怎么看", 0},
		{Reservoir, "How much silt has to be removed from the underground reservoir every year?", "清出九百吨淤泥", "水从哪里来，到哪里去", 0},
		{Railway, "有幾根煙管太薄要換新？", "有七十一根的管壁", "拆解", 0},
		{Railway, "蒸汽机车每个月开几次？", "每個月開兩次", "上路", 0},
	}
}
