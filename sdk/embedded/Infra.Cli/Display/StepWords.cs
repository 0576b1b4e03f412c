using Infra.Cli.Terminals;
using Infra.Engine.Deployment;
using Infra.Engine.Events;

namespace Infra.Cli.Display;

/// <summary>The words and prefixes of steps, which are Pulumi's.</summary>
internal static class StepWords
{
    /// <summary>The two-character prefix of a row.</summary>
    public static string Prefix(StepOp op) =>
        op switch
        {
            StepOp.Create => "+ ",
            StepOp.Update or StepOp.Refresh => "~ ",
            StepOp.Delete => "- ",
            StepOp.Replace => "+-",
            StepOp.CreateReplacement => "++",
            StepOp.DeleteReplaced => "--",
            StepOp.Read => "> ",
            StepOp.ReadReplacement => ">>",
            StepOp.ReadDiscard => "< ",
            StepOp.DiscardReplaced => "<<",
            StepOp.Import => "= ",
            StepOp.ImportReplacement => "=>",
            _ => "  ",
        };

    public static Tone Tone(StepOp op) =>
        op switch
        {
            StepOp.Create or StepOp.CreateReplacement or StepOp.Import => Terminals.Tone.Create,
            StepOp.Update or StepOp.Refresh => Terminals.Tone.Update,
            StepOp.Delete or StepOp.DeleteReplaced => Terminals.Tone.Delete,
            StepOp.Replace or StepOp.ImportReplacement => Terminals.Tone.Replace,
            StepOp.Read or StepOp.ReadReplacement or StepOp.ReadDiscard or StepOp.DiscardReplaced =>
                Terminals.Tone.Read,
            _ => Terminals.Tone.Plain,
        };

    /// <summary>The planned operation, such as <c>create</c>.</summary>
    public static string Plan(StepOp op) =>
        op switch
        {
            StepOp.Same => "",
            StepOp.CreateReplacement => "create replacement",
            StepOp.DeleteReplaced => "delete original",
            StepOp.ReadReplacement => "read for replacement",
            StepOp.ReadDiscard or StepOp.DiscardReplaced => "discard",
            StepOp.RemovePendingReplace => "forget",
            StepOp.ImportReplacement => "import replacement",
            _ => Verb(op),
        };

    /// <summary>The running operation, such as <c>creating</c>.</summary>
    public static string Running(StepOp op) =>
        op switch
        {
            StepOp.Same => "",
            StepOp.CreateReplacement => "creating replacement",
            StepOp.DeleteReplaced => "deleting original",
            StepOp.ReadReplacement => "reading for replacement",
            StepOp.ImportReplacement => "importing replacement",
            StepOp.ReadDiscard or StepOp.DiscardReplaced => "discarding",
            StepOp.RemovePendingReplace => "forgetting",
            StepOp.Read => "reading",
            StepOp.Refresh => "refreshing",
            StepOp.Import => "importing",
            _ => Verb(op)[..^1] + "ing",
        };

    /// <summary>The finished operation, such as <c>created</c>.</summary>
    public static string Done(StepOp op) =>
        op switch
        {
            StepOp.Same => "",
            StepOp.CreateReplacement => "created replacement",
            StepOp.DeleteReplaced => "deleted original",
            StepOp.ReadReplacement => "read for replacement",
            StepOp.ImportReplacement => "imported replacement",
            StepOp.ReadDiscard or StepOp.DiscardReplaced => "discarded",
            StepOp.RemovePendingReplace => "forgot",
            StepOp.Read => "read",
            StepOp.Refresh => "refreshed",
            StepOp.Import => "imported",
            _ => Verb(op) + "d",
        };

    /// <summary>The name of an operation in Pulumi's JSON.</summary>
    public static string JsonName(StepOp op) =>
        op switch
        {
            StepOp.CreateReplacement => "create-replacement",
            StepOp.DeleteReplaced => "delete-replaced",
            StepOp.ReadReplacement => "read-replacement",
            StepOp.ReadDiscard => "discard",
            StepOp.DiscardReplaced => "discard-replaced",
            StepOp.RemovePendingReplace => "remove-pending-replace",
            StepOp.ImportReplacement => "import-replacement",
            _ => Verb(op),
        };

    /// <summary>The heading of a run, such as <c>Previewing update (dev):</c>.</summary>
    public static string Heading(DisplayOptions options) =>
        (options.Kind, options.IsPreview) switch
        {
            (DeploymentKind.Update, true) => $"Previewing update ({options.Stack}):",
            (DeploymentKind.Update, false) => $"Updating ({options.Stack}):",
            (DeploymentKind.Refresh, true) => $"Previewing refresh ({options.Stack}):",
            (DeploymentKind.Refresh, false) => $"Refreshing ({options.Stack}):",
            (DeploymentKind.Import, true) => $"Previewing import ({options.Stack}):",
            (DeploymentKind.Import, false) => $"Importing ({options.Stack}):",
            (_, true) => $"Previewing destroy ({options.Stack}):",
            _ => $"Destroying ({options.Stack}):",
        };

    /// <summary>The noun of a run, such as <c>update</c>.</summary>
    public static string Noun(DeploymentKind kind) =>
        kind switch
        {
            DeploymentKind.Refresh => "refresh",
            DeploymentKind.Destroy => "destroy",
            DeploymentKind.Import => "import",
            _ => "update",
        };

    private static string Verb(StepOp op) => op.ToString().ToLowerInvariant();
}
