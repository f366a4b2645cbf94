//go:build !linux

package ptytest
