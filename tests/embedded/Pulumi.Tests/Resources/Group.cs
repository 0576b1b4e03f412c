namespace Pulumi.Tests.Resources;

/// <summary>A component that contains things.</summary>
internal sealed class Group : ComponentResource
{
    public Group(string name, ComponentResourceOptions? options = null)
        : base("test:index:Group", name, options)
    {
        First = new($"{name}-first", new() { Text = name }, new() { Parent = this });
        Second = new($"{name}-second", null, new() { Parent = this });
        Below = new($"{name}-below", null, new() { Parent = Second });
        Text = First.Text;
        RegisterOutputs();
    }

    public Thing First { get; }

    public Thing Second { get; }

    public Thing Below { get; }

    [Output("text")]
    public Output<string> Text { get; set; }
}
