package openaitest_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"

	"footnote/internal/openaitest"
)

// Pictures must be data URLs whose media type is right; all others are rejected.
func TestPictures(t *testing.T) {
	draw := func(w, h int) string {
		var out bytes.Buffer
		if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
			t.Fatal(err)
		}
		return base64.StdEncoding.EncodeToString(out.Bytes())
	}
	small := draw(20, 10)
	show := func(url string) string {
		quoted, _ := json.Marshal(url)
		return fmt.Sprintf(`{"type":"image_url","image_url":{"url":%s}}`, quoted)
	}
	for _, c := range []struct{ part, refusal string }{
		{show("data:image/png;base64," + small), ""},
		{show("data:image/jpeg;base64," + small), "unsupported image"},
		{show("https://example.org/x.png"), "data URLs"},
		{show("data:image/png," + small), "data URLs"},
		{show("data:image/png;base64,%%%"), "base64"},
		{show("data:image/png;base64," + small[:40]), "unsupported image"},
		{show("data:image/png;base64," + draw(9000, 1)), "dimensions"},
		{`{"type":"input_image","image_url":{"url":"x"}}`, "Supported values"},
		{`{"type":"image_url"}`, "Supported values"},
		{`{"type":"image_url","image_url":{"url":"x","detail":"most"}}`, "detail"},
	} {
		server := openaitest.New(t)
		ask := func() (int, string) {
			body := `{"model":"m","messages":[{"role":"user","content":[` + c.part + `,{"type":"text","text":"Read it."}]}]}`
			answer, err := http.Post(server.URL()+"/chat/completions", "application/json", strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			said, _ := io.ReadAll(answer.Body)
			return answer.StatusCode, string(said)
		}
		status, said := ask()
		if c.refusal != "" {
			if status != http.StatusBadRequest || !strings.Contains(said, c.refusal) {
				t.Errorf("%.60s: %d %s, want %q", c.part, status, said, c.refusal)
			}
			continue
		}
		asked := server.Requests()[0]
		if shown := asked.Shown(); status != http.StatusOK || shown.Type != "image/png" || shown.Image.Bounds().Dx() != 20 || asked.Messages[0].Content != "Read it." {
			t.Errorf("%d %s: %+v", status, said, asked.Messages)
		}
		server.Blind()
		if status, said := ask(); status != http.StatusBadRequest || !strings.Contains(said, "image inputs") {
			t.Errorf("blind: %d %s", status, said)
		}
	}
}
