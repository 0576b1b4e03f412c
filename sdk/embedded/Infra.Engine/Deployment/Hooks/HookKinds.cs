namespace Infra.Engine.Deployment.Hooks;

/// <summary>The kinds of hooks, by their names in the state.</summary>
internal static class HookKinds
{
    public const string OnError = "OnError";

    public static string Before(HookedOperation operation) => "Before" + operation;

    public static string After(HookedOperation operation) => "After" + operation;
}
