//go:build !linux

package store

func systemParts() map[string]func(string) error { return nil }
