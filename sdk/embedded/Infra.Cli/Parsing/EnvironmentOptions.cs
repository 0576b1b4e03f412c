using System.CommandLine;

namespace Infra.Cli.Parsing;

/// <summary>Reads options from variables named <c>PULUMI_OPTION_NAME</c>. The command line takes precedence.</summary>
internal static class EnvironmentOptions
{
    private const string Prefix = "PULUMI_OPTION_";

    /// <summary>Adds the options of the environment to the arguments.</summary>
    public static IReadOnlyList<string> Add(
        IReadOnlyList<string> arguments,
        ParseResult parsed,
        Func<string, string?> variable
    )
    {
        var added = Suggestions
            .Options(parsed.CommandResult.Command)
            .Where(o => parsed.GetResult(o) is null or { Implicit: true })
            .SelectMany(o => Arguments(o, variable))
            .ToList();
        var end = arguments.ToList().IndexOf("--");
        return end < 0
            ? [.. arguments, .. added]
            : [.. arguments.Take(end), .. added, .. arguments.Skip(end)];
    }

    private static IEnumerable<string> Arguments(Option option, Func<string, string?> variable)
    {
        var name = Prefix + option.Name.TrimStart('-').Replace('-', '_').ToUpperInvariant();
        if (variable(name) is not { Length: > 0 } value)
        {
            return [];
        }

        var values =
            option.ValueType == typeof(bool) ? [Truth(value)]
            : option.Arity.MaximumNumberOfValues > 1 ? value.Split(',')
            : [value];
        return values.Select(v => $"{option.Name}={v}");
    }

    private static string Truth(string value) =>
        value switch
        {
            "1" => "true",
            "0" => "false",
            _ => value,
        };
}
