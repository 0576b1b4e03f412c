namespace Infra.Engine.Deployment.Hooks;

/// <summary>The kinds of hooks, by the names that the state has for them.</summary>
internal static class HookKinds
{
    public const string OnError = "OnError";

    public static string Before(HookedOperation operation) => "Before" + operation;

    public static string After(HookedOperation operation) => "After" + operation;
}
