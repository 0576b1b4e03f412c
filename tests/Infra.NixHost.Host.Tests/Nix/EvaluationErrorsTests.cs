using Infra.NixHost.Hosts.Nix;

namespace Infra.NixHost.Hosts.Tests.Nix;

internal sealed class EvaluationErrorsTests
{
    [Test]
    public void A_flake_that_is_not_locked_says_how_to_lock_it()
    {
        var failure = EvaluationErrors.Failure(
            "/stack",
            ["error: flake 'path:/stack' requires lock file changes but they're not allowed"]
        );

        Assert.That(failure.Message, Does.Contain("run nix flake lock in its directory"));
    }

    [Test]
    public void A_store_that_another_user_owns_is_told_as_that()
    {
        var failure = EvaluationErrors.Failure(
            "/stack",
            [
                "error: could not set permissions on '/nix/var/nix/profiles/per-user' to 755: Operation not permitted",
            ]
        );

        Assert.That(failure.Code, Is.EqualTo("nix-denied"));
        Assert.That(failure.Message, Does.Contain("run as root, or start nix-daemon"));
    }

    [Test]
    public void The_message_keeps_file_and_line_and_loses_the_noise()
    {
        var failure = EvaluationErrors.Failure(
            "/stack/vm.nix",
            [
                "warning: Nix search path entry '/none' does not exist, ignoring",
                "\u001b[31;1merror:\u001b[0m undefined variable 'pkgz'",
                "",
                "       at /stack/vm.nix:3:5:",
                "",
                "            2|   {",
                "            3|     pkgz",
                "             |     ^",
                "(use '--show-trace' to show detailed location information)",
            ]
        );

        Assert.That(failure.Code, Is.EqualTo("nix-evaluation"));
        Assert.That(
            failure.Message,
            Is.EqualTo(
                """
                Nix cannot evaluate '/stack/vm.nix':
                error: undefined variable 'pkgz'

                       at /stack/vm.nix:3:5:

                            2|   {
                            3|     pkgz
                             |     ^
                """
            )
        );
    }

    [Test]
    public void A_missing_nixpkgs_tells_where_to_name_one() =>
        Assert.That(
            EvaluationErrors
                .Failure(
                    "x",
                    ["error: file 'nixpkgs' was not found in the Nix search path (add it)"]
                )
                .Message,
            Does.Contain("set NIX_PATH")
        );

    [Test]
    public void A_long_trace_keeps_its_head_and_its_end()
    {
        var lines = Enumerable.Range(1, 100).Select(i => $"       trace {i}");

        var text = EvaluationErrors.Trim(["error: top", .. lines]).Split('\n');

        Assert.That(text, Has.Length.EqualTo(40));
        Assert.That(text[0], Is.EqualTo("error: top"));
        Assert.That(text[^1], Is.EqualTo("       trace 100"));
    }

    [Test]
    public void Text_without_an_error_line_is_kept_whole() =>
        Assert.That(
            EvaluationErrors.Trim(["terminate called", "", "what(): x"]),
            Is.EqualTo("terminate called\n\nwhat(): x")
        );

    [Test]
    public void Chatter_before_the_error_goes() =>
        Assert.That(
            EvaluationErrors.Trim(["copying path", "", "error: x"]),
            Is.EqualTo("error: x")
        );

    [Test]
    public void A_derivation_missing_in_the_store_asks_for_write_mode()
    {
        Assert.That(
            EvaluationErrors.NeedsWriteMode(["error: path '/nix/store/x.drv' is not valid"])
        );
        Assert.That(EvaluationErrors.NeedsWriteMode(["error: something else"]), Is.False);
    }

    [Test]
    public void The_entry_is_named_before_any_frame() =>
        Assert.That(
            EvaluationErrors.Failure("/root", ["error: x"], "hosts/rose").Message,
            Does.StartWith("Nix cannot evaluate 'hosts/rose' in '/root':\nerror: x")
        );

    [Test]
    public void A_trace_of_a_new_release_keeps_the_authors_frames_and_the_cause() =>
        Assert.That(
            EvaluationErrors.Trim(NewTrace.Split('\n'), "/stack"),
            Is.EqualTo(
                """
                error:
                       … while evaluating the option `users.users.root':

                       … while calling the 'head' builtin
                         at /stack/keys.nix:4:25:
                            4|     (builtins.readFile (builtins.head [ ]))
                             |                         ^

                       error: 'builtins.head' called on an empty list
                """
            )
        );

    [Test]
    public void A_trace_of_an_old_release_keeps_the_cause_and_the_authors_frames() =>
        Assert.That(
            EvaluationErrors.Trim(OldTrace.Split('\n'), "/stack"),
            Is.EqualTo(
                """
                error: list index 0 is out of bounds

                       at /stack/keys.nix:4:25:

                            4|     (builtins.head [ ])
                             |      ^

                       … while evaluating the option `users.users.root':
                """
            )
        );

    [Test]
    public void A_file_that_only_the_guest_has_is_named_with_the_reason(
        [Values(
            "       error: 'builtins.head' called on an empty list",
            "error: list index 0 is out of bounds",
            "error: opening file '/nowhere/.ssh/authorized_keys': No such file or directory"
        )]
            string cause
    )
    {
        var failure = EvaluationErrors.Failure(
            "/stack",
            [
                "error:",
                "         at /stack/keys.nix:4:25:",
                """            4|     (builtins.head (builtins.filter builtins.pathExists [ "/nowhere/.ssh/authorized_keys" ]))""",
                cause,
            ]
        );

        Assert.That(
            failure.Message,
            Does.Contain(
                "reads '/nowhere/.ssh/authorized_keys', and there is no such file on this host"
            )
        );
    }

    [Test]
    public void A_missing_file_of_the_configuration_is_no_file_of_the_guest() =>
        Assert.That(
            EvaluationErrors
                .Failure("/stack", ["error: path '/stack/missing.nix' does not exist"])
                .Message,
            Does.Not.Contain("on this host")
        );

    private const string NewTrace = """
        error:
               … while evaluating attribute 'drv'
                 at /app/nixos/system.nix:62:3:
                   61| {
                   62|   drv = toplevel.drvPath;
                     |   ^

               … while evaluating the option `users.users.root':

               … while evaluating the attribute 'value'
                 at /nix/store/x-nixpkgs/lib/modules.nix:92:124:
                   92|         x
                     |         ^

               … while calling the 'head' builtin
                 at /stack/keys.nix:4:25:
                    4|     (builtins.readFile (builtins.head [ ]))
                     |                         ^

               error: 'builtins.head' called on an empty list
        """;

    private const string OldTrace = """
        error: list index 0 is out of bounds

               at /stack/keys.nix:4:25:

                    4|     (builtins.head [ ])
                     |      ^

               … while evaluating the option `users.users.root':

               … while evaluating the attribute 'value'

               at /nix/store/x-nixpkgs/nixos/modules/config/users-groups.nix:92:123:

                   92|         x
                     |         ^
        """;
}
