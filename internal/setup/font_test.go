package setup

import (
	"os"
	"path/filepath"
	"testing"
)

func TestBestFont(t *testing.T) {
	folder := t.TempDir()
	others := filepath.Join(folder, "truetype", "others")
	if err := os.MkdirAll(others, 0o700); err != nil {
		t.Fatal(err)
	}
	if got := bestFont([]string{folder, filepath.Join(folder, "none")}); got != "" {
		t.Errorf("found %s", got)
	}
	for _, step := range []struct{ path, best string }{
		{filepath.Join(folder, "DejaVuSans.ttf"), ""},
		{filepath.Join(others, "wqy-zenhei.ttc"), "wqy-zenhei.ttc"},
		{filepath.Join(folder, "simsun.ttc"), "wqy-zenhei.ttc"},
		{filepath.Join(others, "NotoSansCJK-Regular.ttc"), "NotoSansCJK-Regular.ttc"},
	} {
		if err := os.WriteFile(step.path, []byte("font"), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := bestFont([]string{filepath.Join(folder, "none"), folder}); step.best != "" && filepath.Base(got) != step.best || step.best == "" && got != "" {
			t.Errorf("with %s, the best is %q", filepath.Base(step.path), got)
		}
	}
	if err := os.Truncate(filepath.Join(others, "NotoSansCJK-Regular.ttc"), maxFont+1); err != nil {
		t.Fatal(err)
	}
	if got := bestFont([]string{folder}); filepath.Base(got) != "wqy-zenhei.ttc" {
		t.Errorf("a font that is too large is used: %q", got)
	}
}
