package subscription

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/internal/long"
	"footnote/internal/samples"
	"footnote/library/store"
)

func (s *scene) write(path, text string) {
	s.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.Fatal(err)
	}
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(path, old, old.Add(time.Duration(len(text))*time.Second)); err != nil {
		s.Fatal(err)
	}
}

func text(title string) string {
	return "# " + title + "\n\n" + title + "有四十二公尺高，漆成白色。\n"
}

// folder returns a scene with a subscribed folder.
func folder(t *testing.T) (*scene, string, store.Subscription) {
	t.Helper()
	long.Alone(t)
	s, at := newScene(t), t.TempDir()
	return s, at, s.subscribe(store.Subscription{Name: at, Kind: store.Folder})
}

func TestFolder(t *testing.T) {
	s, at, u := folder(t)
	a, b, odd := filepath.Join(at, "a.md"), filepath.Join(at, "b.md"), filepath.Join(at, "c.exe")
	s.write(a, text("甲"))
	s.write(b, text("乙"))
	s.write(odd, "x")
	if r := s.must(u, Options{}); r != (Report{Read: 2, LeftOut: 1}) {
		t.Errorf("%+v %q", r, s.told)
	}
	if r := s.must(u, Options{News: true}); r != (Report{Unchanged: 2, LeftOut: 1}) || len(s.told) > 0 {
		t.Errorf("%+v %q", r, s.told)
	}
	if err := os.Chtimes(a, time.Now(), time.Now()); err != nil { // a new time, but the same contents
		t.Fatal(err)
	}
	s.write(b, text("乙二"))
	if r := s.must(u, Options{}); r.Read != 1 || r.Unchanged != 1 {
		t.Errorf("%+v %q", r, s.told)
	}
	s.holds("甲", "乙二")
	s.write(b, "\x00\x01\x02") // the article that was read stays
	s.must(u, Options{})
	s.tells("left out " + b)
	s.holds("甲", "乙二")
	if err := os.Remove(a); err != nil {
		t.Fatal(err)
	}
	s.must(u, Options{News: true})
	s.tells("gone " + a)
	if s.must(u, Options{News: true}); len(s.told) > 0 {
		t.Errorf("reported twice: %q", s.told)
	}
	s.write(a, text("甲")) // it exists again
	s.must(u, Options{Prune: true})
	s.holds("甲", "乙二")
	if err := os.Remove(a); err != nil {
		t.Fatal(err)
	}
	s.must(u, Options{Prune: true})
	s.holds("乙二")
}

// TestSettle checks that a file is not read just after it was written, as it may be incomplete.
func TestSettle(t *testing.T) {
	s, at, u := folder(t)
	if err := os.WriteFile(filepath.Join(at, "a.md"), []byte(text("甲")), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := s.must(u, Options{Settle: time.Minute}); r != (Report{}) {
		t.Errorf("%+v", r)
	}
	if r := s.must(u, Options{}); r.Read != 1 {
		t.Errorf("%+v", r)
	}
}

// TestShared checks that two identical files are one article, which is removed with the second
// of them. An article that was added by other means stays.
func TestShared(t *testing.T) {
	s, at, u := folder(t)
	a, b, c := filepath.Join(at, "a.md"), filepath.Join(at, "b.md"), filepath.Join(at, "c.md")
	s.add("/elsewhere/own.md", text("乙"))
	s.write(a, text("甲"))
	s.write(b, text("甲"))
	s.write(c, text("乙"))
	s.write(filepath.Join(at, "d.md"), text("丁"))
	s.must(u, Options{})
	s.holds("甲", "乙", "丁")
	for _, path := range []string{a, c, b} {
		s.holds("甲", "乙", "丁")
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		s.must(u, Options{Prune: true})
	}
	s.holds("乙", "丁")
}

// TestArchive checks that articles are removed when their files are removed from an archive.
func TestArchive(t *testing.T) {
	s, at, u := folder(t)
	path := filepath.Join(at, "all.zip")
	s.write(path, string(samples.Zip("a.md", text("甲"), "b.md", text("乙"))))
	s.must(u, Options{})
	s.holds("甲", "乙")
	s.write(path, string(samples.Zip("a.md", text("甲二"))))
	if r := s.must(u, Options{}); r.Read != 1 || r.Gone != 1 {
		t.Errorf("%+v %q", r, s.told)
	}
	s.holds("甲二", "乙")
	s.write(path, string(samples.Zip("a.md", text("甲三"))))
	if r := s.must(u, Options{Prune: true}); r.Removed != 1 {
		t.Errorf("%+v %q", r, s.told)
	}
	s.holds("甲三")
}

// TestDamagedArchive checks that nothing is removed because an archive cannot be read.
func TestDamagedArchive(t *testing.T) {
	s, at, u := folder(t)
	path, broken := filepath.Join(at, "all.zip"), string(make([]byte, 1000))
	s.write(path, string(samples.Zip("a.md", text("甲"), "b.md", text("乙"), "c.png", "\x89PNG\r\n\x1a\n")))
	s.must(u, Options{})
	s.write(path, string(samples.Zip("a.md", text("甲二"), "b.md", broken)))
	if r := s.must(u, Options{Prune: true}); r.LeftOut != 1 {
		t.Errorf("%+v %q", r, s.told)
	}
	s.holds("甲二", "乙")
	s.write(path, string(samples.Zip("a.md", broken, "c.md", text("丙"))))
	s.must(u, Options{Prune: true})
	s.holds("甲二", "丙")
}

// TestRemovedByHand checks that a removed article stays removed until its file changes or it is
// added again.
func TestRemovedByHand(t *testing.T) {
	s, at, u := folder(t)
	path := filepath.Join(at, "a.md")
	s.write(path, text("甲"))
	s.must(u, Options{})
	remove := func() {
		all, err := s.Library.List(t.Context(), store.Local)
		if err != nil {
			t.Fatal(err)
		}
		if _, was, err := s.Library.Remove(t.Context(), store.Local, all[0].ID); !was || err != nil {
			t.Fatal(err)
		}
	}
	remove()
	s.must(u, Options{})
	s.holds()
	s.must(u, Options{Again: true})
	s.holds("甲")
	remove()
	s.write(path, text("甲二二"))
	s.must(u, Options{})
	s.holds("甲二二")
}

// TestLinkedFolder checks that a folder replaced by a link is not read, and that none of its
// articles are removed.
func TestLinkedFolder(t *testing.T) {
	s, at, u := folder(t)
	part, elsewhere := filepath.Join(at, "part"), filepath.Join(t.TempDir(), "part")
	if err := os.Mkdir(part, 0o700); err != nil {
		t.Fatal(err)
	}
	s.write(filepath.Join(part, "a.md"), text("甲"))
	s.write(filepath.Join(at, "b.md"), text("乙"))
	s.must(u, Options{})
	if err := errors.Join(os.Rename(part, elsewhere), os.Symlink(elsewhere, part)); err != nil {
		t.Fatal(err)
	}
	if r := s.must(u, Options{Prune: true}); r.Removed+r.Gone > 0 {
		t.Errorf("%+v %q", r, s.told)
	}
	s.tells("left out " + part)
	s.holds("甲", "乙")
}

// TestUnseenFolder checks that nothing is removed because a folder, or one within it, cannot be
// read.
func TestUnseenFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	s, at, u := folder(t)
	part := filepath.Join(at, "part")
	if err := os.Mkdir(part, 0o700); err != nil {
		t.Fatal(err)
	}
	s.write(filepath.Join(part, "a.md"), text("甲"))
	s.write(filepath.Join(at, "b.md"), text("乙"))
	s.must(u, Options{})
	if err := os.Chmod(part, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(part, 0o700) })
	if r := s.must(u, Options{Prune: true}); r.Removed+r.Gone > 0 {
		t.Errorf("%+v %q", r, s.told)
	}
	s.tells("left out " + part)
	s.holds("甲", "乙")
	if err := os.Chmod(at, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(at, 0o700) })
	if _, err := s.run(u, Options{Prune: true}); err == nil || !strings.Contains(err.Error(), "permission denied") {
		t.Error(err)
	}
	s.holds("甲", "乙")
}
