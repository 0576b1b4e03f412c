using System.Collections.Immutable;
using System.CommandLine;
using Infra.Cli.Parsing;
using Infra.Engine.Backend;
using Infra.Engine.Deployment;
using Infra.Protocol.Naming;

namespace Infra.Cli.Commands.Imports;

/// <summary>The options of <c>import</c> that choose what to import.</summary>
internal static class ImportOptions
{
    public static void AddTo(Command command)
    {
        command.Arguments.Add(
            Optional("type", "The resource's type, such as nixhost:index:NixGuest")
        );
        command.Arguments.Add(Optional("name", "The resource's name in the program"));
        command.Arguments.Add(Optional("id", "The resource's id, as its provider defines it"));
        var protect = NewOption.Flag(
            "--protect",
            "Protect the imported resources (the default; --protect=false turns it off)"
        );
        var code = NewOption.Flag(
            "--generate-code",
            "Print the code that declares the imported resources (the default; --generate-code=false turns it off)"
        );
        protect.DefaultValueFactory = code.DefaultValueFactory = _ => true;
        foreach (
            var option in (Option[])
                [
                    NewOption.Value<string?>(
                        "--file",
                        "file",
                        "Import the resources listed in this JSON file",
                        "-f"
                    ),
                    NewOption.Value<string?>("--parent", "name=urn", "The URN of the parent"),
                    NewOption.Value<string?>(
                        "--provider",
                        "name=urn",
                        "The URN of the provider; by default the default provider"
                    ),
                    NewOption.Value<string?>("--properties", "a,b", "Import only these inputs"),
                    protect,
                    code,
                    NewOption.Value<string?>("--out", "file", "Write that code to a file", "-o"),
                    NewOption.Hidden<string?>("--from"),
                ]
        )
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The file that takes the code; <c>null</c> for the terminal.</summary>
    public static string? OutFile(ParseResult parsed) => parsed.GetValue<string?>("--out");

    /// <summary>Refuses the converters, and code in other languages than C#, which only the Pulumi CLI has.</summary>
    public static void RefusePulumiOnly(ParseResult parsed, string program, bool canWriteCode)
    {
        var asked =
            parsed.GetValue<string?>("--from") is not null ? "--from"
            : OutFile(parsed) is not null && !canWriteCode ? "--out for programs that are not in C#"
            : null;
        if (asked is not null)
        {
            throw CommandException.Usage(PulumiOnly.Message($"{program} import {asked}"));
        }
    }

    public static ImmutableArray<ImportSpec> Read(
        ParseResult parsed,
        StackReference stack,
        string workingDirectory
    )
    {
        string?[] given =
        [
            .. ((string[])["type", "name", "id"]).Select(name => parsed.GetValue<string?>(name)),
        ];
        var protect = parsed.GetValue<bool>("--protect");
        if (parsed.GetValue<string?>("--file") is { } file)
        {
            return given is [null, ..]
                ? ImportFile.Read(Path.GetFullPath(file, workingDirectory), stack, protect)
                : throw CommandException.Usage(
                    "--file and a single resource cannot be used together."
                );
        }

        return given is [{ } type, { } name, { } id]
            ?
            [
                new()
                {
                    Type = type,
                    Name = name,
                    Id = id,
                    Protect = protect,
                    Parent = UrnOf(parsed, "--parent"),
                    Provider = UrnOf(parsed, "--provider"),
                    Properties = parsed.GetValue<string?>("--properties") is { Length: > 0 } list
                        ? [.. list.Split(',', StringSplitOptions.TrimEntries)]
                        : [],
                },
            ]
            : throw CommandException.Usage(
                "import needs the type, name and id of a resource, or --file with a list of resources."
            );
    }

    // The name before the URN only matters for generated code.
    private static string UrnOf(ParseResult parsed, string option)
    {
        if (parsed.GetValue<string?>(option) is not { } text)
        {
            return "";
        }

        var urn = text[
            (text.IndexOf("urn:", StringComparison.Ordinal) is > 0 and var at ? at : 0)..
        ];
        return Urn.TryParse(urn) is not null
            ? urn
            : throw CommandException.Usage($"{option} needs a URN, or name=URN, not '{text}'.");
    }

    private static Argument<string?> Optional(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };
}
