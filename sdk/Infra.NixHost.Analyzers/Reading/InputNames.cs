namespace Infra.NixHost.Analyzers.Reading;

/// <summary>The two spellings of an input: <c>WaitTimeout</c> in C#, <c>waitTimeout</c> in a preview.</summary>
internal static class InputNames
{
    /// <summary>The name in a preview.</summary>
    public static string Wire(string member) => char.ToLowerInvariant(member[0]) + member[1..];
}
