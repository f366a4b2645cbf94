package texts

// englishErrors rewords hints that the command line gives to its own user: in Discord, only the
// operator can change settings.
func englishErrors() Errors {
	return Errors{
		"set FOOTNOTE_VISION_MODEL to have a model read it; or run OCR on it, for example with ocrmypdf, and add the text or the PDF with text that comes of it": "if whoever runs this bot sets FOOTNOTE_VISION_MODEL, a model reads it; or run OCR on it, for example with ocrmypdf, and add the text or the PDF with text that comes of it",
		"set FOOTNOTE_VISION_MODEL to have a model read it; or run OCR on it first":                                                                              "if whoever runs this bot sets FOOTNOTE_VISION_MODEL, a model reads it; or run OCR on it first",
		"FOOTNOTE_PROXY_RESOLVES=true leaves that to the proxy":                                                                                                  "whoever runs this bot can leave that to the proxy: FOOTNOTE_PROXY_RESOLVES=true",
	}
}
