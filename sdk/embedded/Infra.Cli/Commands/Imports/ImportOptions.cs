using System.Collections.Immutable;
using System.CommandLine;
using Infra.Cli.Parsing;
using Infra.Engine.Backend;
using Infra.Engine.Deployment;
using Infra.Protocol.Naming;

namespace Infra.Cli.Commands.Imports;

/// <summary>The options of <c>import</c> that choose what to import.</summary>
internal sealed class ImportOptions
{
    private readonly Argument<string?> _type = Optional(
        "type",
        "The resource's type, such as nixhost:index:NixGuest"
    );
    private readonly Argument<string?> _name = Optional(
        "name",
        "The resource's name in the program"
    );
    private readonly Argument<string?> _id = Optional(
        "id",
        "The resource's id, as its provider defines it"
    );
    private readonly Option<string?> _file = new("--file", "-f")
    {
        Description = "Import the resources listed in this JSON file",
        HelpName = "file",
    };
    private readonly Option<string?> _parent = new("--parent")
    {
        Description = "The URN of the parent",
        HelpName = "name=urn",
    };
    private readonly Option<string?> _provider = new("--provider")
    {
        Description = "The URN of the provider; by default the default provider",
        HelpName = "name=urn",
    };
    private readonly Option<string?> _properties = new("--properties")
    {
        Description = "Import only these inputs",
        HelpName = "a,b",
    };
    private readonly Option<bool> _protect = new("--protect")
    {
        Description = "Protect the imported resources (the default; --protect=false turns it off)",
        DefaultValueFactory = _ => true,
    };
    private readonly Option<bool> _generateCode = new("--generate-code")
    {
        Description =
            "Print the code that declares the imported resources (the default; --generate-code=false turns it off)",
        DefaultValueFactory = _ => true,
    };
    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = "Write that code to a file",
        HelpName = "file",
    };
    private readonly Option<string?> _from = new("--from") { Hidden = true };

    public ImportOptions(Command command)
    {
        foreach (var argument in (Argument[])[_type, _name, _id])
        {
            command.Arguments.Add(argument);
        }

        foreach (
            var option in (Option[])
                [_file, _parent, _provider, _properties, _protect, _generateCode, _out, _from]
        )
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether code is wanted.</summary>
    public bool GeneratesCode(ParseResult parsed) => parsed.GetValue(_generateCode);

    /// <summary>The file that takes the code; <c>null</c> for the terminal.</summary>
    public string? OutFile(ParseResult parsed) => parsed.GetValue(_out);

    /// <summary>Refuses the converters, and code in other languages than C#, which only the Pulumi CLI has.</summary>
    public void RefusePulumiOnly(ParseResult parsed, string program, bool canWriteCode)
    {
        var asked =
            parsed.GetValue(_from) is not null ? "--from"
            : OutFile(parsed) is not null && !canWriteCode ? "--out for programs that are not in C#"
            : null;
        if (asked is not null)
        {
            throw new CommandException(
                ExitCode.Invocation,
                PulumiOnly.Message($"{program} import {asked}")
            );
        }
    }

    /// <summary>Reads the resources to import.</summary>
    public ImmutableArray<ImportSpec> Read(
        ParseResult parsed,
        StackReference stack,
        string workingDirectory
    )
    {
        var given = (string?[])
            [parsed.GetValue(_type), parsed.GetValue(_name), parsed.GetValue(_id)];
        var protect = parsed.GetValue(_protect);
        if (parsed.GetValue(_file) is { } file)
        {
            return given is [null, ..]
                ? ImportFile.Read(Path.GetFullPath(file, workingDirectory), stack, protect)
                : throw new CommandException(
                    ExitCode.Invocation,
                    "--file and a single resource cannot be used together."
                );
        }

        if (given is not [{ } type, { } name, { } id])
        {
            throw new CommandException(
                ExitCode.Invocation,
                "import needs the type, name and id of a resource, or --file with a list of resources."
            );
        }

        return
        [
            new()
            {
                Type = type,
                Name = name,
                Id = id,
                Protect = protect,
                Parent = UrnOf(parsed.GetValue(_parent), "--parent"),
                Provider = UrnOf(parsed.GetValue(_provider), "--provider"),
                Properties = parsed.GetValue(_properties) is { Length: > 0 } list
                    ? [.. list.Split(',', StringSplitOptions.TrimEntries)]
                    : [],
            },
        ];
    }

    // The name before the URN only matters for generated code.
    private static string UrnOf(string? text, string option)
    {
        if (text is null)
        {
            return "";
        }

        var urn = text[
            (text.IndexOf("urn:", StringComparison.Ordinal) is > 0 and var at ? at : 0)..
        ];
        return Urn.TryParse(urn) is not null
            ? urn
            : throw new CommandException(
                ExitCode.Invocation,
                $"{option} needs a URN, or name=URN, not '{text}'."
            );
    }

    private static Argument<string?> Optional(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };
}
