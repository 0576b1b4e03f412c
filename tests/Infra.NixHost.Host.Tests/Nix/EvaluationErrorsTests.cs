using Infra.NixHost.Host.Nix;

namespace Infra.NixHost.Host.Tests.Nix;

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
}
