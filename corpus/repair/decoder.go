package repair

import "strings"

// Decoder is what decodes text in the encoding of that label, one after another: U+FFFD
// stands for what is not in it. It is nil where the label is not known.
func Decoder(label string) func(raw string) string {
	enc := encodingOf(label)
	if enc == nil {
		return nil
	}
	decoder := enc.NewDecoder()
	return func(raw string) string {
		text, err := decoder.String(raw)
		if err != nil {
			text = raw
		}
		return strings.ToValidUTF8(text, "\uFFFD")
	}
}
