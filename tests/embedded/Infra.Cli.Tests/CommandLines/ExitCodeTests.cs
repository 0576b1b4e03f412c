namespace Infra.Cli.Tests.CommandLines;

/// <summary>The numbers scripts rely on.</summary>
internal sealed class ExitCodeTests
{
    [Test]
    public void The_exit_codes_are_those_of_pulumi()
    {
        var codes = Enum.GetValues<ExitCode>().Select(c => $"{(int)c} {c}");

        Assert.That(
            codes,
            Is.EqualTo(
                (string[])
                    [
                        "0 Success",
                        "1 Failure",
                        "2 Invocation",
                        "6 StackNotFound",
                        "7 UnexpectedChanges",
                        "8 Cancelled",
                        "255 Internal",
                    ]
            )
        );
    }
}
