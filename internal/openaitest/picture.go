package openaitest

import (
	"bytes"
	"encoding/base64"
	"image"
	_ "image/gif" // the formats that the API takes, but for WebP
	_ "image/jpeg"
	_ "image/png"
	"strings"
)

// A Picture is a picture in a message.
type Picture struct {
	Type  string // media type
	Data  []byte
	Image image.Image
}

// These are the API's limits for a picture: 20 MB as sent, and 8,000 pixels per side.
const (
	maxPicture     = 20 << 20
	maxPictureSide = 8000

	// pictureTokens is the number of tokens that each picture counts for.
	pictureTokens = 1000
)

// A part is an element of a message whose content is a list.
type part struct {
	Type     string `json:"type"`
	Text     string `json:"text"`
	ImageURL *struct {
		URL    string `json:"url"`
		Detail string `json:"detail"`
	} `json:"image_url"`
}

// picture returns the picture in a part, or what is wrong with the part. It accepts only data
// URLs: with a web address, the server would fetch whatever somebody wrote.
func (p part) picture() (shown Picture, flaw string) {
	switch {
	case p.Type == "text" && p.ImageURL == nil:
		return Picture{}, ""
	case p.Type != "image_url" || p.ImageURL == nil:
		return Picture{}, "Invalid value: '" + p.Type + "'. Supported values are: 'text' and 'image_url'."
	case p.ImageURL.Detail != "" && p.ImageURL.Detail != "auto" && p.ImageURL.Detail != "low" && p.ImageURL.Detail != "high":
		return Picture{}, "Invalid value for 'detail'."
	}
	head, data, ok := strings.Cut(p.ImageURL.URL, ",")
	kind, isData := strings.CutPrefix(head, "data:")
	kind, isBase64 := strings.CutSuffix(kind, ";base64")
	if !ok || !isData || !isBase64 {
		return Picture{}, "Failed to download image: this server takes data URLs in base64 only."
	}
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return Picture{}, "Invalid base64 image_url."
	}
	if len(raw) > maxPicture {
		return Picture{}, "Image size exceeds the limit of 20 MB."
	}
	size, format, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || "image/"+format != kind {
		return Picture{}, "You uploaded an unsupported image. Please make sure your image has one of the following formats: ['png', 'jpeg', 'gif', 'webp']."
	}
	if size.Width > maxPictureSide || size.Height > maxPictureSide {
		return Picture{}, "Image dimensions exceed the limit."
	}
	img, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return Picture{}, "The image could not be decoded."
	}
	return Picture{kind, raw, img}, ""
}

// Shown returns the picture of the last message that has one, or a zero Picture if there is
// none.
func (r Request) Shown() Picture {
	for i := len(r.Messages) - 1; i >= 0; i-- {
		if all := r.Messages[i].Pictures; len(all) > 0 {
			return all[len(all)-1]
		}
	}
	return Picture{}
}

func (r Request) shows() bool { return r.Shown().Image != nil }

// Blind makes the model reject pictures.
func (s *Server) Blind() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writer.blind = true
}
