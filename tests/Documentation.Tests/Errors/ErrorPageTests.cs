using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Documentation.Tests.Pages;
using Infra.NixHost.Analyzers;
using Infra.NixHost.Provider.Definitions;
using ExitCode = Infra.Cli.ExitCode;

namespace Documentation.Tests.Errors;

/// <summary>The page of all errors has every code that exists, and no other.</summary>
internal sealed partial class ErrorPageTests
{
    private static readonly Page Errors = Page.Read("docs/errors.md");

    private static IEnumerable<string> Named => Errors.Rows.Select(r => r[0]);

    [Test]
    public void Every_code_in_the_sources_is_described() =>
        Assert.That(
            ErrorCodes.Written.Except(Named),
            Is.Empty,
            "describe them in docs/errors.md, or, if they are no codes, add them to OtherWords"
        );

    [Test]
    public void Every_ending_in_the_sources_is_described() =>
        Assert.That(
            ErrorCodes.Endings.Where(e => !Named.Any(n => n.EndsWith(e, StringComparison.Ordinal))),
            Is.Empty
        );

    [Test]
    public void Every_code_that_is_described_is_in_the_sources() =>
        Assert.That(
            Named
                .Where(n => Kebab().IsMatch(n))
                .Except(ErrorCodes.Written)
                .Where(n => !ErrorCodes.Endings.Any(e => n.EndsWith(e, StringComparison.Ordinal))),
            Is.Empty
        );

    [Test]
    public void No_code_is_described_twice_and_each_has_a_cause_and_a_remedy()
    {
        Assert.That(Named, Is.Unique);
        Assert.That(
            Errors.Rows.Where(r => r.Any(cell => cell.Trim().Length == 0)).Select(r => r[0]),
            Is.Empty
        );
    }

    [Test]
    public void Every_impact_is_described() =>
        Assert.That(Enum.GetValues<ChangeImpact>().Select(i => i.Code()).Except(Named), Is.Empty);

    [Test]
    public void Every_finding_of_the_analyzer_is_described_and_no_other() =>
        Assert.That(
            Named.Where(n => n.StartsWith("NIXHOST", StringComparison.Ordinal)),
            Is.EquivalentTo(new InputsAnalyzer().SupportedDiagnostics.Select(d => d.Id))
        );

    [Test]
    public void Every_exit_code_is_described_and_no_other() =>
        Assert.That(
            Named.Where(n => n.All(char.IsAsciiDigit)),
            Is.EquivalentTo(
                typeof(ExitCode)
                    .GetFields(BindingFlags.Public | BindingFlags.Static)
                    .Select(f =>
                        ((int)f.GetRawConstantValue()!).ToString(CultureInfo.InvariantCulture)
                    )
            )
        );

    [GeneratedRegex(
        @"^[a-z]+(-[a-z]+)+\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Kebab();
}
