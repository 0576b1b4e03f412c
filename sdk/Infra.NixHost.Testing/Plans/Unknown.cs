namespace Infra.NixHost.Testing;

/// <summary>Stands for a value that a preview cannot know, such as the key that a guest will report.</summary>
public sealed class Unknown
{
    private Unknown() { }

    /// <summary>The only instance.</summary>
    public static Unknown Value { get; } = new();

    /// <summary>What a preview shows in its place.</summary>
    public override string ToString() => "(known after apply)";
}
