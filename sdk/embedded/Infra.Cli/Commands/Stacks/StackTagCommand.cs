using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Infra.Cli.Json;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack tag</c>: shows and changes the tags of a stack.</summary>
internal sealed class StackTagCommand : Command
{
    public StackTagCommand(CommandContext context)
        : base("tag", "Manage the tags of a stack")
    {
        Subcommands.Add(new ListCommand(context));
        Subcommands.Add(new GetCommand(context));
        Subcommands.Add(new SetCommand(context));
        Subcommands.Add(new RemoveCommand(context));
    }

    private abstract class TagCommand(CommandContext context, string name, string description)
        : CliCommand(context, name, description)
    {
        protected async Task<(
            StackReference,
            StackTags,
            ImmutableSortedDictionary<string, string>
        )> LoadAsync(ParseResult parsed)
        {
            var stack = await RequireStackAsync(parsed);
            var tags = (await Access.BackendAsync()).Tags;
            return (stack, tags, await tags.LoadAsync(stack, Context.Interruption.Graceful));
        }

        protected CommandException NotFound(string name, StackReference stack) =>
            new(
                ExitCode.Failure,
                $"stack tag '{name}' not found for stack '{stack.Name}'. '{Context.ProgramName} stack tag ls' lists the existing ones."
            );
    }

    private sealed class ListCommand : TagCommand
    {
        public ListCommand(CommandContext context)
            : base(context, "ls", "List the tags of a stack")
        {
            Aliases.Add("list");
            var json = TakeJson();
            Prints(async parsed =>
            {
                var (_, _, tags) = await LoadAsync(parsed);
                if (json(parsed))
                {
                    var nodes = tags.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value));
                    context.Terminal.RawOut.WriteLine(JsonText.Pretty(new JsonObject(nodes)));
                    return;
                }

                var table = new TextTable("NAME", "VALUE");
                foreach (var (name, value) in tags)
                {
                    table.Add(name, value);
                }

                context.Terminal.Out.WriteLines(table.Lines());
            });
        }
    }

    private sealed class GetCommand : TagCommand
    {
        public GetCommand(CommandContext context)
            : base(context, "get", "Print one tag")
        {
            var argument = TakeArgument("name", "The tag's name");
            Prints(async parsed =>
            {
                var (stack, _, tags) = await LoadAsync(parsed);
                var name = parsed.GetRequiredValue(argument);
                context.Terminal.RawOut.WriteLine(
                    tags.GetValueOrDefault(name) ?? throw NotFound(name, stack)
                );
            });
        }
    }

    private sealed class SetCommand : TagCommand
    {
        public SetCommand(CommandContext context)
            : base(context, "set", "Set one tag")
        {
            var name = TakeArgument("name", "The tag's name");
            var value = TakeArgument("value", "The tag's value");
            Runs(async parsed =>
            {
                var (stack, store, tags) = await LoadAsync(parsed);
                store.Save(
                    stack,
                    tags.SetItem(parsed.GetRequiredValue(name), parsed.GetRequiredValue(value))
                );
            });
        }
    }

    private sealed class RemoveCommand : TagCommand
    {
        public RemoveCommand(CommandContext context)
            : base(context, "rm", "Remove one tag")
        {
            Aliases.Add("remove");
            var argument = TakeArgument("name", "The tag's name");
            Runs(async parsed =>
            {
                var (stack, store, tags) = await LoadAsync(parsed);
                var name = parsed.GetRequiredValue(argument);
                var rest = tags.Remove(name);
                store.Save(stack, rest.Count < tags.Count ? rest : throw NotFound(name, stack));
            });
        }
    }
}
