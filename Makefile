# Tidings: build, test, try, install. `make help` lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=
BINDIR = $(DESTDIR)$(PREFIX)/bin
SHAREDIR = $(DESTDIR)$(PREFIX)/share
DATADIR = $(SHAREDIR)/tidings
# Debian's zsh looks in one folder for what it packages, in the other for what is local.
ZSHDIR = $(if $(filter /usr,$(PREFIX)),vendor-completions,site-functions)
DOCDIR = $(SHAREDIR)/doc/tidings
UNITDIR = $(DESTDIR)$(PREFIX)/lib/systemd/system
USERUNITDIR = $(DESTDIR)$(PREFIX)/lib/systemd/user
SYSUSERSDIR = $(DESTDIR)$(PREFIX)/lib/sysusers.d
TMPFILESDIR = $(DESTDIR)$(PREFIX)/lib/tmpfiles.d
CONFDIR = $(DESTDIR)/etc/tidings

SWIFT ?= swift
# The programs carry Swift's own library, so that they run where no toolchain is.
RELEASE = -c release --static-swift-stdlib
RELEASE_DIR = .build/release
STATE ?= .state
# Optimised, but with all assertions; the fuzz targets look at the parser's parts. --sanitize keeps
# SwiftPM from asking for a main. Both sanitizers stand in one flag after it: of several, swiftc heeds
# the last, and the order of two --sanitize is left to chance.
FUZZ = -c release --product fuzz-feed-parsing --scratch-path .build/fuzz --sanitize=fuzzer \
	-Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing \
	-Xswiftc -assert-config -Xswiftc Debug
SECONDS ?= 20
SEEDS ?=

.PHONY: help setup build programs test asan fuzz sanitizers soak demo picture run lint format bench fit man \
	install uninstall deb units release clean

help: ## Print this list.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: ## Find what the build needs of Debian's packages; install it or say how.
	@sh Scripts/setup.sh

build: setup ## Build everything for development.
	$(SWIFT) build

programs: setup ## Build the programs as they are installed.
	$(SWIFT) build $(RELEASE)

test: setup ## Build and run all tests.
	$(SWIFT) test

# Leaks are not told: XCTest, which runs beside Swift Testing, has two of its own.
asan: setup ## Run the tests of the parser and its wrappers under AddressSanitizer.
	TIDINGS_SANITIZE=1 ASAN_OPTIONS=detect_leaks=0 bash -o pipefail -c "$(SWIFT) test \
		--sanitize=address --scratch-path .build/asan 2>&1 | tee .build/asan.log"
	@grep -q 'Test run with [1-9]' .build/asan.log

fuzz: setup ## Fuzz each part of the parser for SECONDS (20); SEEDS: more inputs.
	TIDINGS_FUZZ=1 $(SWIFT) build $(FUZZ)
	bash Scripts/fuzz.sh .build/fuzz/release/fuzz-feed-parsing .build/fuzzing $(SECONDS) $(SEEDS)

sanitizers: setup ## Build what make asan and make fuzz run.
	TIDINGS_SANITIZE=1 $(SWIFT) build --build-tests --sanitize=address --scratch-path .build/asan
	TIDINGS_FUZZ=1 $(SWIFT) build $(FUZZ)

soak: programs ## 10,000 polls, 1,000 times kill -9, 100 power cuts, a busy minute: 35 minutes in all.
	@bash Scripts/install-tools.sh e2fsprogs sqlite3
	python3 Scripts/check-soak.py $(RELEASE_DIR) .build/soak/polls 10000
	python3 Scripts/check-crashes.py kills $(RELEASE_DIR) .build/soak/kills 1000
	python3 Scripts/check-crashes.py cuts $(RELEASE_DIR) .build/soak/cuts 100
	python3 Scripts/check-busy.py $(RELEASE_DIR) .build/soak/busy 60

demo: programs ## Fetch and cluster the bundled news day, offline.
	@sh Scripts/demo.sh $(RELEASE_DIR) .build/demo

picture: demo ## Draw docs/terminal.svg from what the demo shows on a terminal.
	python3 Scripts/picture.py $(RELEASE_DIR) .build/demo docs/terminal.svg

run: programs ## Run the daemon on ./feeds.yml, with its state in ./.state.
	$(RELEASE_DIR)/tidingsd --config feeds.yml --state $(STATE)

lint: ## Check the format of all Swift code.
	$(SWIFT) format lint --strict -r Package.swift Sources Tests

format: ## Bring all Swift code into the house's format.
	$(SWIFT) format -i -r Package.swift Sources Tests

# STORE=1000000 measures a store of so many entries, and needs two gigabytes of disk.
bench: programs ## Measure speed, as ratios within one run; FEEDS, WORLD, STORE: see README.
	$(RELEASE_DIR)/TidingsBench run $(if $(FEEDS),--feeds $(FEEDS))
	$(if $(WORLD),python3 Scripts/bench-poll.py $(RELEASE_DIR) $(WORLD) .build/poll)
	$(if $(STORE),python3 Scripts/bench-store.py $(RELEASE_DIR) .build/store $(STORE))

fit: programs ## Fit the clusterer's numbers on labelled sets in FOLDER; FIT=--write keeps them.
	@test -n "$(FOLDER)" || { echo "fit: name the folder of labelled sets: make fit FOLDER=…" >&2; exit 1; }
	$(RELEASE_DIR)/TidingsBench fit $(FOLDER) $(FIT)

man: programs ## Write the manual and the completions to .build/share.
	sh Scripts/install-manual.sh $(RELEASE_DIR) .build/share $(ZSHDIR)
	@echo "try: man -M .build/share/man tidings"

install: ## Install below PREFIX (/usr/local); DESTDIR for packages.
	@test -x $(RELEASE_DIR)/tidingsd || { echo "install: run make programs first" >&2; exit 1; }
	install -D -m 755 $(RELEASE_DIR)/tidingsd $(BINDIR)/tidingsd
	install -D -m 755 $(RELEASE_DIR)/tidings $(BINDIR)/tidings
	install -d $(DATADIR)/frequencies
	install -m 644 Sources/Events/Resources/frequencies/* $(DATADIR)/frequencies/
	install -D -m 644 NOTICE $(DATADIR)/NOTICE
	install -D -m 644 docs/feeds-yml.md $(DATADIR)/feeds-yml.md
	sh Scripts/install-manual.sh $(RELEASE_DIR) $(SHAREDIR) $(ZSHDIR)
	install -d $(UNITDIR) $(USERUNITDIR) $(DOCDIR)/examples
	sed 's|@bindir@|$(PREFIX)/bin|' systemd/tidingsd.service >$(UNITDIR)/tidingsd.service
	sed 's|@bindir@|$(PREFIX)/bin|' systemd/user/tidingsd.service >$(USERUNITDIR)/tidingsd.service
	chmod 644 $(UNITDIR)/tidingsd.service $(USERUNITDIR)/tidingsd.service
	install -D -m 644 systemd/tidings.sysusers $(SYSUSERSDIR)/tidings.conf
	install -D -m 644 systemd/tidings.tmpfiles $(TMPFILESDIR)/tidings.conf
	install -m 644 README.md NOTICE docs/*.md $(DOCDIR)/
	install -d $(DOCDIR)/schema
	install -m 644 docs/schema/*.json $(DOCDIR)/schema/
	install -m 644 systemd/examples/* feeds.yml $(DOCDIR)/examples/
	test -e $(CONFDIR)/feeds.yml || install -D -m 644 systemd/feeds.yml $(CONFDIR)/feeds.yml

uninstall: ## Remove what install put there; feeds.yml and the state stay.
	rm -f $(BINDIR)/tidingsd $(BINDIR)/tidings
	rm -f $(UNITDIR)/tidingsd.service $(USERUNITDIR)/tidingsd.service
	rm -f $(SYSUSERSDIR)/tidings.conf $(TMPFILESDIR)/tidings.conf
	rm -f $(SHAREDIR)/man/man1/tidings.1 $(SHAREDIR)/man/man1/tidings-*.1
	rm -f $(SHAREDIR)/man/man8/tidingsd.8 $(SHAREDIR)/man/man5/feeds.yml.5
	rm -f $(SHAREDIR)/bash-completion/completions/tidings $(SHAREDIR)/bash-completion/completions/tidingsd
	rm -f $(SHAREDIR)/zsh/$(ZSHDIR)/_tidings $(SHAREDIR)/fish/vendor_completions.d/tidings.fish
	rm -f $(SHAREDIR)/fish/vendor_completions.d/tidingsd.fish
	rm -rf $(DATADIR) $(DOCDIR)

deb: programs ## Make the Debian package, .build/deb/tidings_VERSION_amd64.deb.
	@bash Scripts/install-tools.sh debhelper dpkg-dev fakeroot
	rm -rf .build/deb
	sh Scripts/build-deb.sh .build/deb

units: programs ## Check the units: no warning, and an exposure of 1.1 at most.
	@bash Scripts/install-tools.sh systemd
	sh Scripts/check-units.sh $(RELEASE_DIR) .build/units

release: deb units ## Make the package and check it: contents, units, the service in a real systemd.
	@bash Scripts/install-tools.sh iproute2 lintian man-db systemd-container
	bash Scripts/check-package.sh .build/deb .build/package

clean: ## Remove what was built. The state of `make run` stays.
	rm -rf .build
