using Infra.NixHost.Hosts.Nix;

namespace Infra.NixHost.Hosts.Tests.Nix;

internal sealed class EvaluationWarningsTests
{
    [TestCase("evaluation warning: the moon is full", TestName = "Nix_2_26")]
    [TestCase("trace: evaluation warning: the moon is full", TestName = "A_trace_of_it")]
    [TestCase(
        "trace: \u001b[1;31mwarning: the moon is full\u001b[0m",
        TestName = "Nix_2_8_and_its_nixpkgs"
    )]
    public void A_warning_is_found_in_the_words_of(string line) =>
        Assert.That(EvaluationWarnings.Find([line]), Is.EqualTo("the moon is full"));

    [Test]
    public void A_warning_of_more_lines_is_kept_whole_and_told_once() =>
        Assert.That(
            EvaluationWarnings.Find([
                "evaluation warning: the option a",
                "    has been renamed",
                "evaluation warning: b",
                "warning: the group 'nixbld' does not exist",
                "  more about it",
                "evaluation warning: b",
            ]),
            Is.EqualTo("the option a\n    has been renamed\nb")
        );

    [Test]
    public void Nixs_own_warnings_and_other_traces_are_none() =>
        Assert.That(
            EvaluationWarnings.Find(["warning: unknown setting 'x'", "trace: x", "copying y"]),
            Is.Empty
        );
}
