# Each target is a script in eng/; this file only names them.
.PHONY: help up down test test-unit test-nixpkgs test-release attack check format generate bench pack release clean

help: ## show the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

up: ## set up the host and bring the quickstart's guest up, or one of another name [GUEST=rose] [NETWORK=10.78.0.0/24]
	@eng/up.sh

down: ## remove that guest and what `make up` started [GUEST=rose]
	@eng/down.sh

test: ## check, then unit tests, then tests on real Nix, QEMU and libvirt
	@eng/test.sh

test-unit: ## check, then unit tests (no root, no Nix, no libvirt)
	@eng/test.sh --unit

test-nixpkgs: ## test sdk/nixos against a real nixpkgs: NIXPKGS=PATH [SEED=PATH] [CASES=REGEX]
	@eng/test-nixpkgs.sh

test-release: ## make a release, and open it as those do who download it; for some minutes
	@eng/test-release.sh

attack: ## kills, flipped bits, refused flushes, random messages and another user, in full counts; for an hour or more
	@eng/attack.sh

check: ## formatting, scripts, build with warnings as errors
	@eng/check.sh

format: ## format the C# sources
	@eng/check.sh --format

generate: ## write the C# classes and schema.json that follow from the provider's definitions
	@eng/generate.sh

bench: ## time thousands of resources, many guests and a no-change preview, next to shell scripts
	@eng/bench.sh

pack: ## make the NuGet packages, in artifacts/packages
	@eng/pack.sh

release: ## make what a release publishes, in artifacts/release: packages, archives of the provider, bills of materials, checksums
	@eng/release.sh

clean: ## remove what was built and downloaded
	@eng/clean.sh
