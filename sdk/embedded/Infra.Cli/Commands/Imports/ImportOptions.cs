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
    /// <summary>The package whose objects <c>--all</c> means where none is named.</summary>
    private const string DefaultPackage = "nixhost";

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
                    NewOption.Flag(
                        "--all",
                        "Import everything on the host that no stack owns: all types, or the given package or type"
                    ),
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

    /// <summary>Whether everything is imported, so that the code is a whole program.</summary>
    public static bool IsForAll(ParseResult parsed) => parsed.GetValue<bool>("--all");

    /// <summary>The file that takes the code; <c>null</c> for the terminal.</summary>
    public static string? OutFile(ParseResult parsed) => parsed.GetValue<string?>("--out");

    /// <summary>What <c>--all</c> looks for; <c>null</c> without it.</summary>
    public static ImportSearch? Search(ParseResult parsed)
    {
        if (!IsForAll(parsed))
        {
            return null;
        }

        foreach (var option in (string[])["--file", "--parent", "--properties"])
        {
            if (parsed.GetValue<string?>(option) is not null)
            {
                throw CommandException.Usage($"--all and {option} cannot be used together.");
            }
        }

        if (parsed.GetValue<string?>("name") is { } name)
        {
            throw CommandException.Usage(
                $"--all takes at most a package or a type, and no name '{name}'."
            );
        }

        var type = parsed.GetValue<string?>("type") ?? DefaultPackage;
        return new(type.Split(':')[0])
        {
            Type = type.Contains(':', StringComparison.Ordinal) ? type : null,
            Provider = UrnOf(parsed, "--provider"),
            Protect = parsed.GetValue<bool>("--protect"),
        };
    }

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
                "import needs the type, name and id of a resource, --file with a list of resources, or --all."
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
