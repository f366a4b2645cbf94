//go:build !linux

package keep

func systemParts() map[string]func(string) error { return nil }
