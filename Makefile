# Countertop (接机台). "make help" lists what can be made.
SHELL := /bin/bash
include .ci/tools

export CGO_ENABLED := 1
export GOFLAGS := -tags=$(TAGS)
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
GO_BUILD := go build -trimpath -buildvcs=false -ldflags "-X countertop/cmd/internal/cli.Version=$(VERSION)"

# A display of its own, drawn by software: the same pixels on every machine.
XVFB := LIBGL_ALWAYS_SOFTWARE=1 xvfb-run -a -s "-screen 0 1920x1080x24"

# Packages with tests that need a display, those with expected pictures or
# texts, and those that do not link Ebiten.
UI_TESTS = $(sort $(dir $(shell grep -rl --include='*_test.go' '^//go:build xui' app cmd)))
GOLDENS = $(sort $(dir $(shell grep -rl --include='*_test.go' '"update", false' app printer cmd)))
HEADLESS = $(shell go list -f '{{.ImportPath}} {{join .Deps " "}}' ./... | grep -v hajimehoshi/ebiten | cut -d' ' -f1)

.DEFAULT_GOAL := help
.PHONY: help run build test lint check tour smoke settings walk fuzz golden kernel bench setup

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

run: ## install what is missing, build, and open the kiosk; without a display, run the tour (ARGS="-lang en")
	@.ci/setup build run
	@$(MAKE) --no-print-directory build
	@if [ -n "$$DISPLAY" ]; then exec bin/countertop run $(ARGS); fi; \
	echo "There is no display: a whole working day runs on an invisible one instead."; \
	.ci/setup headless && bin/countertop tour -out tour && echo "The pictures are in $(CURDIR)/tour"

build: ## both commands, into bin/
	@mkdir -p bin
	$(GO_BUILD) -o bin/ ./cmd/countertop ./cmd/countertop-kiosk

test: ## everything that can be tested on this machine
	@.ci/setup build run headless test
	go vet ./... ./.ci/bench
	go test ./...
	$(XVFB) go test -p 1 -tags $(TAGS),xui $(addprefix ./,$(UI_TESTS))
	@$(MAKE) --no-print-directory smoke

smoke: build ## real processes: faults at the start, garbage, kill -9
	@.ci/setup run headless test
	$(XVFB) go test -count=1 -tags $(TAGS),smoke -run '^TestSmoke' ./cmd/countertop

tour: build ## a working day under Xvfb; pictures in tour/
	@.ci/setup run headless
	bin/countertop tour -out tour
	@echo "The pictures are in $(CURDIR)/tour"

lint: ## go.mod, formatting, vet, linters
	@go mod tidy -diff >/dev/null || { echo "go.mod is not what the program needs; run go mod tidy."; exit 1; }
	@unformatted=$$(go run $(GOFUMPT) -l app assets cmd printer scanner store .ci) || exit 1; \
	if [ -n "$$unformatted" ]; then echo "not formatted; run go run $(GOFUMPT) -l -w:"; echo "$$unformatted"; exit 1; fi
	go vet ./... ./.ci/bench
	go run $(GOLANGCI) run --timeout 10m --build-tags $(TAGS),xui,smoke ./... ./.ci/bench

check: lint ## what each commit must pass: lint, and tests with the race detector
	go test -race $(HEADLESS)

fuzz: ## each fuzz target for 20 s (FUZZTIME=5m)
	@.ci/fuzz $(or $(FUZZTIME),20s)

golden: ## write the expected pictures and texts anew; look at them before committing
	go test $(addprefix ./,$(GOLDENS)) -update

settings: build ## every setting changed by touch, kill -9, found again, taken back (5 minutes; of each kind one in make test)
	@.ci/setup run headless test
	$(XVFB) go test -count=1 -v -tags $(TAGS),smoke -run '^TestEverySetting' ./cmd/countertop

kernel: ## scanner/evdev on a kernel of its own with emulated USB keyboards (300 MB of packages; not in make test)
	@.ci/kernel

walk: ## 100,000 touches, scans and keys at random: no page without a way back, nothing for strangers to read (2 minutes)
	COUNTERTOP_WALK=$(or $(STEPS),100000) go test -count=1 -timeout 60m -v -run '^TestRandomWalk' ./cmd/countertop

bench: build ## the budgets of the design against what this machine does (BENCH=name)
	@.ci/setup run headless test
	@LIBGL_ALWAYS_SOFTWARE=1 xvfb-run -a -s "-screen 0 1280x800x24" go run ./.ci/bench -run '$(BENCH)'

setup: ## install every package that building, running and testing need
	@.ci/setup build run headless test
